package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.ledger.internal.LedgerSettings.Store;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Ledger;
import io.atoll.test.postgres.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The ledger of a real process, as the platform opens it. */
public final class ProcessLedger implements AutoCloseable {

    private final OpenLedger open;

    private ProcessLedger(OpenLedger open) {
        this.open = open;
    }

    /**
     * Opens it.
     *
     * @param folder of the process
     * @param database where it is; empty for a file in the folder
     * @throws IllegalStateException if it cannot be used; the message says why
     */
    public static ProcessLedger open(Path folder, Optional<Database> database, Duration lease)
            throws InterruptedException {
        Store store = database.<Store>map(one -> new Postgresql(one.url(), one.user(), one.password()))
                .orElseGet(Embedded::new);
        try {
            return new ProcessLedger(OpenLedger.open(
                    folder,
                    new LedgerSettings(store, 200),
                    lease,
                    new ElapsedTime(System::nanoTime, Clock.systemUTC()),
                    Clock.systemUTC()));
        } catch (UnusableLedger e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The ledger. */
    public Ledger ledger() {
        return open.ledger();
    }

    @Override
    public void close() {
        open.close();
    }
}
