package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write for an integration, as long as nobody else has taken it over.
 *
 * <p>It lasts for a while from each renewal. This process relies on it for two thirds of that: the rest is for requests that are under way
 * when it stops to.
 */
final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private final Database database;
    private final String owner;
    private final String integration;
    private final long epoch;
    private final Duration length;
    private final LongSupplier nanos;
    private final String givenBack;

    private volatile long reliableUntil;
    private volatile @Nullable String lost;

    /**
     * A lease that was just taken.
     *
     * @param since before it was taken, by the clock
     * @param nanos a clock that passes as time does
     */
    Lease(
            Database database,
            String owner,
            String integration,
            long epoch,
            Duration length,
            LongSupplier nanos,
            long since) {
        this.database = database;
        this.owner = owner;
        this.integration = integration;
        this.epoch = epoch;
        this.length = length;
        this.nanos = nanos;
        this.givenBack = "The lease of " + integration + " was given back.";
        this.reliableUntil = reliableFrom(since);
    }

    long epoch() {
        return epoch;
    }

    /** Makes sure that it is held; asks the database only if the last renewal is too long ago. Gives how long it lasts at least. */
    Duration ensureHeld() throws Fenced {
        requireNotLost();
        if (nanos.getAsLong() - reliableUntil >= 0) {
            renew();
        }
        return Duration.ofNanos(Math.max(1, reliableUntil + length.toNanos() / 3 - nanos.getAsLong()));
    }

    /** Makes sure, within a transaction, that it is held until that has ended. */
    void check(Session session) throws Fenced {
        requireNotLost();
        var held = session.first(
                "select owner, epoch from lease where integration = ? {share}",
                row -> row.number(2) == epoch && row.text(1).equals(owner),
                integration);
        if (!held.orElse(false)) {
            lose();
            requireNotLost();
        }
    }

    /** Prolongs it, unless somebody took it over. */
    void renew() throws Fenced {
        requireNotLost();
        var since = nanos.getAsLong();
        database.beat();
        database.<Boolean, Fenced>write(session -> {
            var renewed = session.run(
                    "update lease set expires = {expiry} where integration = ? and epoch = ? and owner = ?",
                    length.toMillis(),
                    integration,
                    epoch,
                    owner);
            if (renewed == 0) {
                lose();
                requireNotLost();
            }
            return true;
        });
        reliableUntil = reliableFrom(since);
    }

    /** Gives it back, unless it was lost; whether the database could be told. */
    boolean release() {
        if (lost != null && !lost.equals(givenBack)) {
            return true;
        }
        lost = givenBack;
        try {
            database.write(session -> session.run(
                    "update lease set owner = '' where integration = ? and epoch = ? and owner = ?",
                    integration,
                    epoch,
                    owner));
            return true;
        } catch (LedgerFailure e) {
            log.debug("The lease of {} could not be given back yet: {}", integration, e.getMessage());
            return false;
        }
    }

    private long reliableFrom(long since) {
        return since + length.toNanos() / 3 * 2;
    }

    private void lose() {
        var reason = "This process no longer holds the lease of " + integration + ", epoch " + epoch
                + ": another has taken it over while this one was stopped or could not reach the ledger.";
        lost = reason;
        log.warn("{} It writes nothing more.", reason);
    }

    private void requireNotLost() throws Fenced {
        var reason = lost;
        if (reason != null) {
            throw new Fenced(reason);
        }
    }
}
