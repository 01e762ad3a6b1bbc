package io.atoll.catalog.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets old audits, some at a time, so that writers wait for a step at most. */
final class AuditRetention implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);
    private static final int STEP = 500;

    private final CatalogStore store;
    private final int days;
    private final int rows;
    private final Clock clock;

    /**
     * @param days how many days an audit is kept; 0 for ever
     * @param rows how many audits are kept; 0 for all
     */
    AuditRetention(CatalogStore store, int days, int rows, Clock clock) {
        this.store = store;
        this.days = days;
        this.rows = rows;
        this.clock = clock;
    }

    /** Forgets all that need not be kept any longer; what cannot be forgotten now is at the next time. */
    @Override
    public void run() {
        try {
            var more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = forget();
            }
        } catch (StoreUnavailable e) {
            log.debug("no audits were forgotten: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Old audits could not be forgotten; it is tried again.", e);
        }
    }

    /** One step; says whether there may be more. */
    private boolean forget() {
        var before = before();
        return store.write(transaction -> {
            var old = before == null ? 0 : transaction.forgetAudits(before, STEP);
            var surplus = rows == 0 ? 0 : transaction.forgetAudits(rows, STEP);
            return old == STEP || surplus == STEP;
        });
    }

    private @Nullable Instant before() {
        return days == 0 ? null : clock.instant().minus(Duration.ofDays(days));
    }
}
