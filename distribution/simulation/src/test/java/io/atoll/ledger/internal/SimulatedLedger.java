package io.atoll.ledger.internal;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The ledger in a file, which can be left as a killed process leaves it. */
public final class SimulatedLedger implements AutoCloseable {

    /** How long leases last; longer than any schedule, so that no thread in the background renews them. */
    public static final Duration LEASE = Duration.ofHours(1);

    private final OpenLedger open;

    private SimulatedLedger(OpenLedger open) {
        this.open = open;
    }

    /**
     * Opens the ledger of a folder.
     *
     * @param nanos the time that passes
     */
    public static SimulatedLedger open(Path folder, LongSupplier nanos, Clock clock) throws InterruptedException {
        try {
            return new SimulatedLedger(
                    OpenLedger.open(folder, new LedgerSettings(new Embedded(), 200), LEASE, nanos, clock));
        } catch (UnusableLedger e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ledger. */
    public Ledger ledger() {
        return open.ledger();
    }

    /** Copies the files as they would be found after a kill, while no transaction is under way. */
    public static void copy(Path from, Path to) throws IOException, SQLException {
        Files.createDirectories(to);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + from.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout=20000");
            statement.execute("begin immediate");
            try (var files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    if (!file.toString().endsWith("-shm")) {
                        Files.copy(file, to.resolve(file.getFileName()));
                    }
                }
            }
            statement.execute("rollback");
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
