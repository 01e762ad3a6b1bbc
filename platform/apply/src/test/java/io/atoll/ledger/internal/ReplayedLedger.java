package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The ledger in a file, without a container. */
public final class ReplayedLedger implements AutoCloseable {

    private final OpenLedger open;

    /** Opens that of a folder. */
    public ReplayedLedger(Path folder) throws UnusableLedger, InterruptedException {
        this.open = OpenLedger.open(
                folder,
                new LedgerSettings(new Embedded(), 200),
                Duration.ofHours(1),
                System::nanoTime,
                Clock.systemUTC());
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
