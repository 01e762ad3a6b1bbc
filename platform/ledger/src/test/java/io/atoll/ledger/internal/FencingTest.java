package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.GIT;
import static io.atoll.ledger.internal.Ledgers.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Store;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.Listing;
import io.atoll.pipeline.RunId;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one ledger. */
class FencingTest {

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration PATIENT = Duration.ofSeconds(12);
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @TempDir
    Path other;

    @Test
    void tellsASecondProcessWhoHoldsTheFile() throws Exception {
        try (var first = Writer.start(folder, new Embedded(), PATIENT)) {
            assertThat(first.answer()).isEqualTo("epoch 1");

            assertThatThrownBy(() -> open(folder, new Embedded(), PATIENT))
                    .isInstanceOf(UnusableLedger.class)
                    .hasMessageContaining("ledger.db is in use by the process")
                    .hasMessageContaining("data folder of its own");
            assertThat(first.ask("held")).isEqualTo("done");
        }
    }

    @Test
    void fencesAProcessThatWasStoppedForLongerThanItsLeaseInAFile() throws Exception {
        fencesAStoppedProcess(new Embedded(), folder);
    }

    @Test
    void fencesAProcessThatWasStoppedForLongerThanItsLeaseInPostgresql() throws Exception {
        fencesAStoppedProcess(Stores.postgresql(PostgresServer.shared()), other);
    }

    @Test
    void goesOnAfterAStopIfNobodyTookOver() throws Exception {
        try (var first = Writer.start(folder, new Embedded(), Duration.ofMillis(300))) {
            assertThat(first.answer()).isEqualTo("epoch 1");
            first.pause();
            Eventually.pass(Duration.ofMillis(500));
            first.proceed();

            assertThat(first.ask("held")).isEqualTo("done");
            assertThat(first.ask("list")).isEqualTo("done");
        }
    }

    @Test
    void takesOverFromAKilledProcessOfTheSameFolderAtOnceInPostgresql() throws Exception {
        var store = Stores.postgresql(PostgresServer.shared());
        try (var first = Writer.start(folder, store, LONG)) {
            assertThat(first.answer()).isEqualTo("epoch 1");
            try (var stranger = open(other, store, LONG)) {
                assertThatThrownBy(() -> stranger.ledger().resume(GIT)).isInstanceOf(Leased.class);
            }
            first.kill();
        }
        try (var second = open(folder, store, LONG);
                var journal = second.ledger().resume(GIT).orElseThrow()) {
            assertThat(journal.epoch()).isEqualTo(2);
        }
    }

    @Test
    void asksTheDatabaseOnlyWhenTheLastRenewalIsLongAgo() throws Exception {
        var nanos = new AtomicLong();
        var store = Stores.postgresql(PostgresServer.shared());
        try (var first = OpenLedger.open(folder, new LedgerSettings(store, 200), LONG, nanos::get, Clock.systemUTC());
                var journal = first.ledger().begin(opening("run-1"))) {
            usurp(store);

            nanos.addAndGet(LONG.toNanos() / 2);
            journal.ensureHeld();
            nanos.addAndGet(LONG.toNanos() / 4);
            assertThatThrownBy(journal::ensureHeld).isInstanceOf(Fenced.class).hasMessageContaining("epoch 1");
            nanos.set(0);
            assertThatThrownBy(journal::ensureHeld).isInstanceOf(Fenced.class);
        }
    }

    @Test
    void writesNothingOnceAnotherHasTakenOver() throws Exception {
        var store = Stores.postgresql(PostgresServer.shared());
        try (var first = open(folder, store, LONG);
                var journal = first.ledger().begin(opening("run-1"))) {
            usurp(store);

            assertThatThrownBy(() -> journal.listed(1, "late")).isInstanceOf(Fenced.class);
            assertThat(first.ledger().listing(new RunId("run-1"))).isEmpty();
        }
    }

    private void fencesAStoppedProcess(Store store, Path second) throws Exception {
        try (var first = Writer.start(folder, store, SHORT)) {
            assertThat(first.answer()).isEqualTo("epoch 1");
            assertThat(first.ask("held")).isEqualTo("done");
            pauseBetweenWrites(first, store);
            Eventually.pass(SHORT.plusSeconds(1));
            try (var taken = open(second, store, SHORT);
                    var journal = taken.ledger().resume(GIT).orElseThrow()) {
                assertThat(journal.epoch()).isEqualTo(2);
                first.proceed();

                assertThat(first.ask("held")).startsWith("Fenced");
                assertThat(first.ask("list")).startsWith("Fenced");
                assertThat(taken.ledger().listing(new RunId("run-1"))).isEmpty();
                journal.listed(7, "theirs");
                assertThat(taken.ledger().listing(new RunId("run-1"))).contains(new Listing(7, "theirs"));
            }
        }
    }

    /** Who is stopped within a write keeps a file for itself, and nobody can take over. */
    private void pauseBetweenWrites(Writer writer, Store store) throws Exception {
        writer.pause();
        while (store instanceof Embedded && !writable()) {
            writer.proceed();
            Eventually.pass(Duration.ofMillis(50));
            writer.pause();
        }
    }

    private boolean writable() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout=0");
            statement.execute("begin immediate");
            statement.execute("rollback");
            return true;
        } catch (SQLException busy) {
            return false;
        }
    }

    private static OpenLedger open(Path folder, Store store, Duration lease) throws Exception {
        return OpenLedger.open(
                folder,
                new LedgerSettings(store, 200),
                lease,
                new ElapsedTime(System::nanoTime, Clock.systemUTC()),
                Clock.systemUTC());
    }

    /** What another process does when a lease has run out. */
    private static void usurp(LedgerSettings.Postgresql store) throws Exception {
        try (var connection = DriverManager.getConnection(store.url(), store.user(), store.password());
                var statement = connection.createStatement()) {
            statement.execute("update atoll_ledger.lease set owner = 'another', epoch = epoch + 1");
        }
    }
}
