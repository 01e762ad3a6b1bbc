package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the ledger and its inbox, and registers them.
 *
 * <p>The registration is by hand: a ledger that cannot be opened is said once for each reason and tried again, and until then nothing that
 * needs it starts.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.atoll.ledger")
@Designate(ocd = LedgerConfiguration.class)
public final class LedgerOpener {

    private static final Logger log = LoggerFactory.getLogger(LedgerOpener.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final BundleContext context;
    private final LedgerSettings settings;
    private final InboxLimits limits;
    private final Thread opening = new Thread(this::open, "atoll-ledger-open");

    private volatile @Nullable Opened opened;

    @Activate
    public LedgerOpener(BundleContext context, LedgerConfiguration configuration) {
        this.context = context;
        this.settings = LedgerSettings.of(
                configuration.store(),
                configuration.url(),
                configuration.user(),
                configuration._password(),
                configuration.runs_kept());
        this.limits = InboxLimits.of(
                configuration.inbox_events(), configuration.inbox_mebibytes(), configuration.inbox_window_hours());
        opening.setDaemon(true);
        opening.start();
    }

    @Deactivate
    void close() {
        opening.interrupt();
        try {
            opening.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var last = opened;
        if (last != null) {
            last.registrations().forEach(ServiceRegistration::unregister);
            last.ledger().close();
        }
    }

    private void open() {
        var problem = "";
        try {
            while (!Thread.interrupted()) {
                try {
                    var ledger = ledger();
                    opened = new Opened(
                            ledger,
                            List.of(
                                    context.registerService(Ledger.class, ledger.ledger(), null),
                                    context.registerService(Inbox.class, ledger.inbox(), null)));
                    return;
                } catch (UnusableLedger | LedgerFailure e) {
                    if (!problem.equals(e.getMessage())) {
                        problem = String.valueOf(e.getMessage());
                        log.error(
                                "{} Nothing runs until the ledger can be used; it is tried again by itself.", problem);
                    }
                    Thread.sleep(TRY_AGAIN);
                }
            }
        } catch (InterruptedException e) {
            // the bundle stops
        }
    }

    private OpenLedger ledger() throws UnusableLedger, InterruptedException {
        var data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data, the data folder, is not set");
        }
        return OpenLedger.open(
                Path.of(data).resolve("ledger"),
                settings,
                limits,
                LEASE,
                new ElapsedTime(System::nanoTime, Clock.systemUTC()),
                Clock.systemUTC());
    }

    /** A ledger that can be used. */
    private record Opened(OpenLedger ledger, List<ServiceRegistration<?>> registrations) {}
}
