package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Presence;
import io.atoll.ledger.internal.sql.UnusableLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A ledger, and what shows others that this process uses it.
 *
 * @param ledger the ledger
 * @param inbox beside it
 * @param presence of this process
 */
record OpenLedger(SqlLedger ledger, SqlInbox inbox, Presence presence) implements AutoCloseable {

    /**
     * Opens the ledger that settings describe, with an inbox of the usual limits.
     *
     * @see #open(Path, LedgerSettings, InboxLimits, Duration, LongSupplier, Clock)
     */
    static OpenLedger open(Path folder, LedgerSettings settings, Duration lease, LongSupplier nanos, Clock clock)
            throws UnusableLedger, InterruptedException {
        return open(folder, settings, InboxLimits.USUAL, lease, nanos, clock);
    }

    /**
     * Opens the ledger that settings describe.
     *
     * @param folder of the processes on this machine that share it, and of the embedded store
     * @param lease how long leases last
     * @param limits of the inbox
     * @param nanos passes as time does
     * @throws UnusableLedger if it cannot be used
     */
    static OpenLedger open(
            Path folder, LedgerSettings settings, InboxLimits limits, Duration lease, LongSupplier nanos, Clock clock)
            throws UnusableLedger, InterruptedException {
        var presence = Presence.enter(folder);
        try {
            var database = settings.open(folder, presence, lease, nanos);
            try {
                giveUpForDeparted(database, presence);
                var inbox = new SqlInbox(database, presence.token(), lease, limits, nanos, clock);
                var ledger = new SqlLedger(database, presence.token(), lease, settings.runsKept(), nanos, clock);
                return new OpenLedger(ledger, inbox, presence);
            } catch (IOException e) {
                database.close();
                throw new UnusableLedger("The folder of the ledger, " + folder + ", cannot be read: " + e, e);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (UnusableLedger | InterruptedException | RuntimeException e) {
            presence.close();
            throw e;
        }
    }

    @Override
    public void close() {
        inbox.close();
        ledger.close();
        presence.close();
    }

    /** A process that was killed does not keep its leases until they run out, if it was one of this folder. */
    private static void giveUpForDeparted(Database database, Presence presence) throws IOException {
        var departed = presence.departed();
        Leases.giveUp(database, departed);
        for (var each : departed) {
            presence.forget(each);
        }
    }
}
