package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.numbered;
import static io.atoll.ledger.internal.Ledgers.opening;
import static io.atoll.ledger.internal.Ledgers.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.ledger.internal.LedgerSettings.Store;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.test.postgres.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the store of a ledger fails. */
class BrokenStoreTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void neverReplacesADamagedFile() throws Exception {
        open(new Embedded()).close();
        var file = folder.resolve("ledger.db");
        var bytes = Files.readAllBytes(file);
        for (var i = 100; i < bytes.length; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> open(new Embedded()))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("move the file away");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        var file = Files.writeString(
                folder.resolve("ledger.db"), "not a database, but long enough to look like one".repeat(100));

        assertThatThrownBy(() -> open(new Embedded()))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("damaged");
        assertThat(file).content().startsWith("not a database");
    }

    @Test
    void refusesTheDatabaseOfSomethingElse() throws Exception {
        execute("create table other (x)");

        assertThatThrownBy(() -> open(new Embedded()))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("not one of the ledger");
    }

    @Test
    void refusesAFormatOfALaterRelease() throws Exception {
        open(new Embedded()).close();
        execute("pragma user_version=99");

        assertThatThrownBy(() -> open(new Embedded()))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("format 99")
                .hasMessageContaining("Start the release that wrote it");
    }

    @Test
    void keepsWhatWasNotedWhenTheDiskIsFull() throws Exception {
        var process = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
                        folder.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .contains("full: The disk of the ledger")
                .contains("Make room")
                .contains("nothing is lost")
                .contains("goes on");
        assertThat(process.waitFor()).isZero();
    }

    /** A process whose folder is small. */
    static final class FullDisk {

        private FullDisk() {}

        public static void main(String... arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var ballast = Files.write(folder.resolve("ballast"), new byte[1 << 20]);
            try (var open = OpenLedger.open(
                            folder,
                            new LedgerSettings(new Embedded(), 200),
                            LEASE,
                            System::nanoTime,
                            Clock.systemUTC());
                    var journal = open.ledger().begin(opening("run-1"))) {
                var noted = new ArrayList<Ref>();
                try {
                    for (var i = 0; true; i++) {
                        journal.pages(List.of(page("issue-1", "", "x", numbered(i * 100, 100))));
                        noted.addAll(Ledgers.refs(numbered(i * 100, 100)));
                    }
                } catch (LedgerFailure e) {
                    System.out.println("full: " + e.getMessage());
                }
                if (produced(journal).equals(noted) && noted.size() > 1000) {
                    System.out.println("nothing is lost");
                }
                Files.delete(ballast);
                journal.pages(List.of(page("issue-1", "", "2", "last")));
                noted.add(Ledgers.ref("last"));
                if (produced(journal).equals(noted)) {
                    System.out.println("goes on");
                }
            }
        }
    }

    @Test
    void refusesADatabaseThatForgets() throws Exception {
        var store = Stores.postgresql(PostgresServer.shared());
        try (var connection = DriverManager.getConnection(store.url(), store.user(), store.password());
                var statement = connection.createStatement()) {
            statement.execute("alter database "
                    + store.url().substring(store.url().lastIndexOf('/') + 1) + " set synchronous_commit = off");
        }

        assertThatThrownBy(() -> open(store))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("synchronous_commit = off")
                .hasMessageContaining("Set it to on");
    }

    @Test
    void tellsWhatIsWrongWithTheWayToADatabase() {
        var good = Stores.postgresql(PostgresServer.shared());

        assertThatThrownBy(() -> open(new Postgresql(good.url(), good.user(), "not this one")))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("Check user and password")
                .hasMessageNotContaining("not this one");
        assertThatThrownBy(() -> open(new Postgresql(good.url() + "_none", good.user(), good.password())))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("Create the database");
        assertThatThrownBy(() -> open(new Postgresql("jdbc:postgresql://127.0.0.1:1/none", "a", "b")))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> open(new Postgresql("http://db", "a", "b")))
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContaining("conf/ledger.yaml");
    }

    @Test
    void isBackWhenTheDatabaseIs() throws Exception {
        try (var server = PostgresServer.start();
                var open = open(Stores.postgresql(server));
                var journal = open.ledger().begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "", "1", "a")));
            server.stop();

            assertThatThrownBy(() -> journal.pages(List.of(page("issue-1", "", "2", "b"))))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> open.ledger().recent(1)).isInstanceOf(LedgerFailure.class);

            server.resume();
            journal.pages(List.of(page("issue-1", "", "2", "b")));
            assertThat(produced(journal)).containsExactlyElementsOf(Ledgers.refs("a", "b"));
        }
    }

    /** A call that fails has kept nothing, even if the database went down while it committed. */
    @Test
    void notesEverythingOnceThoughTheDatabaseIsKilledAgainAndAgain() throws Exception {
        try (var server = PostgresServer.start();
                var open = open(Stores.postgresql(server));
                var journal = open.ledger().begin(opening("run-1"));
                var threads = Executors.newSingleThreadExecutor()) {
            var running = new AtomicBoolean(true);
            var noted = new AtomicInteger();
            var writing = threads.submit(() -> {
                while (running.get()) {
                    try {
                        journal.pages(List.of(page("issue-1", "", "x", numbered(noted.get(), 1))));
                        noted.incrementAndGet();
                    } catch (LedgerFailure e) {
                        assertThat(e.getMessage()).doesNotContain("not known");
                    }
                }
                return noted.get();
            });
            try {
                for (var kill = 1; kill <= 3; kill++) {
                    var before = noted.get();
                    Eventually.assertEventually(() -> assertThat(noted.get()).isGreaterThan(before + 20));
                    server.kill();
                    server.resume();
                }
            } finally {
                running.set(false);
            }

            var expected = Ledgers.refs(numbered(0, writing.get()));
            assertThat(produced(journal)).isEqualTo(expected);
        }
    }

    private OpenLedger open(Store store) throws Exception {
        return OpenLedger.open(folder, new LedgerSettings(store, 200), LEASE, System::nanoTime, Clock.systemUTC());
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Ref> produced(Journal journal) throws Exception {
        var produced = new ArrayList<Ref>();
        journal.produced((label, one) -> produced.add(one.ref()));
        return produced;
    }
}
