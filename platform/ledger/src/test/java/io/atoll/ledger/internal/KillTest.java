package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.GIT;
import static io.atoll.ledger.internal.Ledgers.numbered;
import static io.atoll.ledger.internal.Ledgers.refs;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Store;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.RunId;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes, again and again; its successor goes on. */
class KillTest {

    /** Kills it at other moments. */
    private static final long SEED = Long.getLong("ledger.seed", 20261122L);

    private static final int KILLS = Integer.getInteger("ledger.kills", 12);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final RunId RUN = new RunId("run-1");

    @TempDir
    Path folder;

    @Test
    void leavesNothingHalfInAFile() throws Exception {
        survives(new Embedded());
    }

    @Test
    void leavesNothingHalfInPostgresql() throws Exception {
        survives(Stores.postgresql(PostgresServer.shared()));
    }

    private void survives(Store store) throws Exception {
        var random = new Random(SEED);
        for (var kill = 1; kill <= KILLS; kill++) {
            var noted = -1;
            try (var writer = Writer.start(folder, store, LEASE)) {
                assertThat(writer.answer()).isEqualTo("epoch " + (2 * kill - 1));
                writer.tell("write");
                noted = Integer.parseInt(writer.answer());
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(150).toNanos()));
                writer.kill();
                for (var line = writer.answer(); !line.isEmpty(); line = writer.answer()) {
                    noted = Integer.parseInt(line);
                }
            }
            requireWhole(store, noted, kill);
        }
    }

    /**
     * All pages up to the last one that was said are there, and perhaps the next; each of them as a whole. The changes of a page are a note
     * of their own: a process may be killed between both.
     */
    private void requireWhole(Store store, int noted, int kills) throws Exception {
        var when = "kill " + kills + " of seed " + SEED;
        try (var open =
                OpenLedger.open(folder, new LedgerSettings(store, 200), LEASE, System::nanoTime, Clock.systemUTC())) {
            var ledger = open.ledger();
            assertThat(ledger.unfinished()).as(when).containsKey(GIT);
            try (var journal = ledger.resume(GIT).orElseThrow()) {
                var produced = new ArrayList<Ref>();
                journal.produced((label, one) -> produced.add(one.ref()));
                var pages = produced.size() / Writer.PAGE;
                assertThat(pages).as(when).isBetween(noted + 1, noted + 2);
                assertThat(produced).as(when).isEqualTo(refs(numbered(0, pages * Writer.PAGE)));
                assertThat(journal.resumeAt("issue-1", "p")).as(when).contains(String.valueOf(pages - 1));
                assertThat(journal.progress("issue-1").counts().fetched())
                        .as(when)
                        .isEqualTo(pages * (Writer.PAGE + 1L));
                var failures = new ArrayList<Failed>();
                ledger.failures(RUN, failures::add);
                assertThat(failures).as(when).hasSize(pages);
                var changes = new ArrayList<Change>();
                ledger.changes(RUN, changes::add);
                assertThat(changes.size())
                        .as(when)
                        .isBetween(2 * (pages - kills), 2 * pages)
                        .isEven();
            }
        }
    }
}
