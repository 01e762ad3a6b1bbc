package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.GIT;
import static io.atoll.ledger.internal.Ledgers.JIRA;
import static io.atoll.ledger.internal.Ledgers.START;
import static io.atoll.ledger.internal.Ledgers.deletions;
import static io.atoll.ledger.internal.Ledgers.entity;
import static io.atoll.ledger.internal.Ledgers.failing;
import static io.atoll.ledger.internal.Ledgers.numbered;
import static io.atoll.ledger.internal.Ledgers.opening;
import static io.atoll.ledger.internal.Ledgers.page;
import static io.atoll.ledger.internal.Ledgers.ref;
import static io.atoll.ledger.internal.Ledgers.refs;
import static io.atoll.ledger.internal.Ledgers.refusing;
import static io.atoll.ledger.internal.Ledgers.unmapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.End;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.Listing;
import io.atoll.pipeline.Ledger.Origin;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.Ledger.Produced;
import io.atoll.pipeline.Ledger.Refused;
import io.atoll.pipeline.Ledger.Stale;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.Level;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every ledger does, whatever it is kept in. */
abstract class LedgerContract {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int RUNS_KEPT = 3;

    @TempDir
    Path folder;

    private OpenLedger open;
    private Ledger ledger;

    /** Where runs are remembered in this test. */
    abstract LedgerSettings.Store store();

    @BeforeEach
    void open() throws Exception {
        open = OpenLedger.open(
                folder,
                new LedgerSettings(store(), RUNS_KEPT),
                LEASE,
                System::nanoTime,
                Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC));
        ledger = open.ledger();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void remembersHowARunBegan() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.listed(42, "digest");

            assertThat(journal.opening()).isEqualTo(opening("run-1"));
            assertThat(journal.epoch()).isEqualTo(1);
            assertThat(journal.resumed()).isFalse();
        }
        reopen();

        assertThat(ledger.opening(new RunId("run-1"))).contains(opening("run-1"));
        assertThat(ledger.listing(new RunId("run-1"))).contains(new Listing(42, "digest"));
        assertThat(ledger.opening(new RunId("none"))).isEmpty();
    }

    @Test
    void knowsNoListingBeforeItWasReadWhole() throws Exception {
        ledger.begin(opening("run-1")).close();

        assertThat(ledger.listing(new RunId("run-1"))).isEmpty();
    }

    @Test
    void lendsAnIntegrationToOneRunAtATime() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.ensureHeld();

            assertThatThrownBy(() -> ledger.begin(opening("run-2")))
                    .isInstanceOf(Leased.class)
                    .hasMessageContaining("git~demo");
            assertThatThrownBy(() -> ledger.resume(GIT)).isInstanceOf(Leased.class);
            ledger.begin(opening("other", JIRA, Mode.FULL)).close();
        }
        ledger.begin(opening("run-3")).close();

        assertThat(ledger.report(new RunId("run-2"))).isEmpty();
    }

    @Test
    void goesOnWithTheNewestRunInAHigherEpoch() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "", "p2", "a", "b")));
        }
        reopen();
        assertThat(ledger.unfinished()).containsExactly(Map.entry(GIT, new RunId("run-1")));

        try (var journal = ledger.resume(GIT).orElseThrow()) {
            assertThat(journal.resumed()).isTrue();
            assertThat(journal.epoch()).isEqualTo(2);
            assertThat(journal.opening()).isEqualTo(opening("run-1"));
            assertThat(journal.resumeAt("issue-1", "")).contains("p2");
            assertThat(ledger.unfinished()).isEmpty();
            journal.end(End.FINISHED, "");
        }
        assertThat(ledger.resume(GIT)).isEmpty();
        assertThat(ledger.resume(JIRA)).isEmpty();
    }

    @Test
    void goesOnWithNothingButTheNewestRun() throws Exception {
        ledger.begin(opening("run-1")).close();
        try (var journal = ledger.begin(opening("run-2"))) {
            journal.end(End.FAILED, "no mapping");
        }

        assertThat(ledger.unfinished()).isEmpty();
        assertThat(ledger.resume(GIT)).isEmpty();
        assertThat(report("run-1").status()).isEqualTo(Status.INTERRUPTED);
        assertThat(report("run-1").reason()).isEqualTo("superseded by run run-2");
        assertThat(report("run-2").reason()).isEqualTo("no mapping");
    }

    @Test
    void refusesNotesAfterTheEnd() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.end(End.FINISHED, "");

            assertThatThrownBy(() -> journal.listed(1, "late")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAResourceThatTheMappingDoesNotHave() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            assertThatThrownBy(() -> journal.pages(List.of(page("pr-9", "", null, "a"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pr-9");
        }
    }

    @Test
    void addsUpWhatBecameOfRecords() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            var one = new Page("issue-1", "a", null, new Counts(10, 1, 2, 3, 4, 0), List.of(), List.of());
            journal.pages(List.of(one, page("issue-1", "b", null, "x"), one));
            journal.pages(List.of(one));

            assertThat(journal.progress("issue-1").counts()).isEqualTo(new Counts(31, 4, 6, 9, 12, 0));
            assertThat(journal.progress("issue-1").complete()).isFalse();
            assertThat(journal.progress("repository-0").counts()).isEqualTo(Counts.NONE);

            journal.resource("issue-1", List.of(), List.of());
            assertThat(journal.progress("issue-1").complete()).isTrue();
            journal.resource("repository-0", List.of(new Gap("", "500")), List.of());
            assertThat(journal.progress("repository-0").complete()).isFalse();
        }
    }

    @Test
    void remembersWhatAResourceTook() throws Exception {
        var effort = new Effort(
                START.plusSeconds(9), Duration.ofMillis(8500), new Level(180, 90, 95.5), new Level(3e8, 1e8, 2e8));
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.resource("issue-1", List.of(), List.of(), Optional.of(effort));

            assertThat(report("run-1").kinds())
                    .filteredOn(kind -> kind.label().equals("issue-1"))
                    .extracting(RunReport.KindReport::effort)
                    .containsExactly(Optional.of(effort));
            assertThat(report("run-1").kinds())
                    .filteredOn(kind -> !kind.label().equals("issue-1"))
                    .allMatch(kind -> kind.effort().isEmpty());
        }
    }

    @Test
    void keepsNoPageOfACallThatFails() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            var good = page("issue-1", "", null, "a");
            var bad = page("unknown", "", null, "b");

            assertThatThrownBy(() -> journal.pages(List.of(good, bad))).isInstanceOf(IllegalArgumentException.class);

            assertThat(produced(journal)).isEmpty();
            assertThat(journal.progress("issue-1").counts()).isEqualTo(Counts.NONE);
            journal.pages(List.of(good));
            assertThat(produced(journal)).containsExactly(ref("a"));
        }
    }

    @Test
    void goesOnAfterTheLastPageOfAPartition() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "a", "2", "x"), page("issue-1", "a", "3", "y")));
            journal.pages(List.of(page("issue-1", "b", "2", "x"), page("issue-1", "b", null, "y")));

            assertThat(journal.resumeAt("issue-1", "a")).contains("3");
            assertThat(journal.resumeAt("issue-1", "b")).isEmpty();
            assertThat(journal.resumeAt("issue-1", "c")).isEmpty();
            assertThat(journal.resumeAt("repository-0", "a")).isEmpty();
        }
    }

    @Test
    void knowsWhichPartitionsAreComplete() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "whole", null, "x"), page("issue-1", "broken", null, "y")));
            journal.partition("issue-1", "whole", null);
            journal.partition("issue-1", "broken", "403");
            journal.partition("issue-1", "empty", null);

            assertThat(journal.partitionComplete("issue-1", "whole")).isTrue();
            assertThat(journal.partitionComplete("issue-1", "broken")).isFalse();
            assertThat(journal.partitionComplete("issue-1", "empty")).isTrue();
            assertThat(journal.partitionComplete("issue-1", "unheard of")).isFalse();
            assertThat(journal.partitionComplete("repository-0", "whole")).isFalse();
        }
    }

    @Test
    void rewindsWhatCannotBeGoneOnWith() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(
                    page("issue-1", "whole", null, "a"),
                    page("issue-1", "midway", null, "b"),
                    page("issue-1", "resumable", "7", "c"),
                    page("issue-1", "", null, "d"),
                    page("repository-0", "midway", null, "e"),
                    failing("issue-1", "midway", unmapped("issue-1", "midway", entity("f")))));
            journal.partition("issue-1", "whole", null);
            journal.partition("issue-1", "", null);
            journal.partition("issue-1", "resumable", "timed out");
            journal.resource("issue-1", List.of(new Gap("", "left")), List.of());

            journal.rewind("issue-1");

            assertThat(produced(journal)).containsExactly(ref("a"), ref("c"), ref("e"));
            assertThat(journal.progress("issue-1").counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
            assertThat(journal.resumeAt("issue-1", "resumable")).contains("7");
            assertThat(failures("run-1")).isEmpty();
            assertThat(kind("run-1", 1).state()).isEqualTo("running");

            journal.pages(List.of(page("issue-1", "midway", null, "b2")));
            assertThat(produced(journal)).containsExactly(ref("a"), ref("c"), ref("e"), ref("b2"));
        }
    }

    @Test
    void namesAllThatWasProducedInItsOrderWithinAPartition() throws Exception {
        try (var journal = ledger.begin(opening("run-1"));
                var other = ledger.begin(opening("other", JIRA, Mode.FULL))) {
            for (var i = 0; i < 30; i++) {
                journal.pages(List.of(page("issue-1", "a", null, numbered(i * 1000, 1000))));
                other.pages(List.of(page("issue-1", "a", null, "theirs")));
            }

            assertThat(produced(journal)).containsExactlyElementsOf(refs(numbered(0, 30_000)));
        }
    }

    @Test
    void keepsEveryCharacterOfAName() throws Exception {
        var strange =
                new Ref("b\u0000", "\uD800 half, \u0000 zero, \uE0A70041, \uD83D\uDE00, \u00e9, e\u0301, 'quoted\"");
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(
                    new Page("issue-1", "p\u0000", null, Counts.NONE, List.of(new Produced(strange, -1)), List.of())));
            journal.partition("issue-1", "p\u0000", null);

            assertThat(produced(journal)).containsExactly(strange);
            assertThat(journal.partitionComplete("issue-1", "p\u0000")).isTrue();
            assertThat(journal.partitionComplete("issue-1", "p")).isFalse();
        }
    }

    @Test
    void keepsFailuresWithTheirRawItems() throws Exception {
        var item = entity("x");
        item.put("precise", new BigDecimal("1.10"));
        item.put("zero", "\u0000");
        var failed = unmapped("issue-1", "a/b", item);
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(failing("issue-1", "a/b", failed), failing("issue-1", "a/b", failed)));
        }
        reopen();

        assertThat(failures("run-1")).hasSize(2).allSatisfy(each -> {
            assertThat(each.item().toString()).isEqualTo(item.toString());
            assertThat(each.partition()).isEqualTo("a/b");
            assertThat(each.reason()).isEqualTo("no identifier");
            assertThat(each.stage()).isEqualTo("map");
        });
    }

    @Test
    void keepsFailuresInTheOrderInWhichTheyWereMet() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(
                    failing(
                            "issue-1",
                            "a",
                            unmapped("issue-1", "a", entity("1")),
                            unmapped("issue-1", "a", entity("2"))),
                    failing("issue-1", "b", unmapped("issue-1", "b", entity("3"))),
                    failing("issue-1", "a", unmapped("issue-1", "a", entity("4")))));
            journal.pages(List.of(failing("repository-0", "", unmapped("repository-0", "", entity("5")))));
        }

        assertThat(failures("run-1"))
                .extracting(failed -> failed.item().path("identifier").asText())
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void marksARawItemThatIsTooLong() throws Exception {
        var item = entity("x").put("text", "y".repeat(300_000));
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(failing("issue-1", "", unmapped("issue-1", "", item))));
        }

        var kept = failures("run-1").getFirst().item();
        assertThat(kept.path("truncated").asInt()).isEqualTo(item.toString().length());
        assertThat(item.toString()).startsWith(kept.path("beginning").asText());
        assertThat(kept.path("beginning").asText()).hasSize(256 * 1024);
    }

    @Test
    void givesRefusedEntitiesWholeUntilTheyAreWritten() throws Exception {
        var large = entity("large").put("icon", "i".repeat(300_000));
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(failing(
                    "issue-1",
                    "",
                    refusing("issue-1", entity("a")),
                    unmapped("issue-1", "", entity("b")),
                    refusing("issue-1", large))));

            var refused = refused(journal);
            assertThat(refused)
                    .extracting(each -> each.entity().identifier().asText())
                    .containsExactly("a", "large");
            assertThat(refused.getFirst().entity()).isEqualTo(Entity.of(entity("a")));
            assertThat(refused.getFirst().reason()).isEqualTo("no such relation");
            assertThat(refused.getLast().entity().icon()).isEqualTo(large.get("icon"));

            journal.retried(List.of(refused.getFirst().number()));
            journal.retried(List.of(refused.getFirst().number()));

            assertThat(refused(journal))
                    .extracting(Refused::number)
                    .containsExactly(refused.getLast().number());
            assertThat(journal.progress("issue-1").counts()).isEqualTo(new Counts(3, 0, 1, 0, 0, 2));
            assertThat(failures("run-1")).hasSize(2);
        }
    }

    @Test
    void mayBeWrittenToWhileItGivesRefusedEntities() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            for (var identifier : numbered(0, 100)) {
                journal.pages(List.of(failing("issue-1", "", refusing("issue-1", entity(identifier)))));
            }
            var written = new ArrayList<Long>();
            journal.refused(each -> {
                written.add(each.number());
                try {
                    journal.retried(List.of(each.number()));
                } catch (Ledger.Fenced e) {
                    throw new AssertionError(e);
                }
            });

            assertThat(written).hasSize(100).isSorted();
            assertThat(journal.progress("issue-1").counts().updated()).isEqualTo(100);
        }
    }

    @Test
    void knowsWhereStaleEntitiesCameFrom() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(
                    page("issue-1", "one", null, "a", "b"),
                    page("issue-1", "two", null, "b"),
                    page("repository-0", "", null, "c")));
            for (var partition : List.of("one", "two")) {
                journal.partition("issue-1", partition, null);
            }
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            journal.stale(refs("c", "b", "a", "unheard of"));
            journal.stale(refs("a"));
            ledger.touched(GIT, refs("b"));

            assertThat(stale(journal))
                    .containsExactly(
                            new Stale(ref("a"), origins(1, "one"), false),
                            new Stale(ref("b"), origins(1, "one", "two"), true),
                            new Stale(ref("c"), Set.of(new Origin("repository", "", 1)), false),
                            new Stale(ref("unheard of"), Set.of(), false));
        }
    }

    @Test
    void keepsTheOriginsOfAPartitionUntilItWasReadWholeAgain() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "one", null, "a"), page("issue-1", "two", null, "b")));
            journal.partition("issue-1", "one", null);
            journal.partition("issue-1", "two", null);
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            journal.pages(List.of(page("issue-1", "one", null, "a2"), page("issue-1", "two", null, "b2")));
            journal.partition("issue-1", "one", null);
            journal.partition("issue-1", "two", "broken");
            journal.resource("issue-1", List.of(new Gap("two", "broken")), List.of());
            journal.resource("repository-0", List.of(), List.of());
            journal.end(End.FINISHED, "");
        }
        try (var journal = ledger.begin(opening("run-3"))) {
            journal.stale(refs("a", "a2", "b", "b2"));

            assertThat(stale(journal))
                    .containsExactly(
                            new Stale(ref("a"), Set.of(), false),
                            new Stale(ref("a2"), origins(2, "one"), false),
                            new Stale(ref("b"), origins(1, "two"), false),
                            new Stale(ref("b2"), origins(2, "two"), false));
        }
    }

    @Test
    void knowsSinceWhichRunAPartitionHasBeenThereWithoutABreak() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.partition("issue-1", "old", null);
            journal.partition("issue-1", "broken", "no permission");
            journal.partition("issue-1", "", null);
            assertThat(journal.thereSince("issue", "old")).hasValue(1);
            assertThat(journal.thereSince("issue", "broken")).hasValue(1);
            assertThat(journal.thereSince("repository", "old")).isEmpty();
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            journal.partition("issue-1", "new", null);
            journal.partition("issue-1", "broken", "no permission");
            journal.partition("issue-1", "", null);
            assertThat(journal.thereSince("issue", "old")).isEmpty();
            assertThat(journal.thereSince("issue", "new")).hasValue(2);
            assertThat(journal.thereSince("issue", "broken")).hasValue(1);
            finish(journal);
        }
    }

    @Test
    void theEffectOfAMappingIsNoReading() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "old", null, "a", "b")));
            journal.partition("issue-1", "old", null);
            journal.partition("issue-1", "", null);
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2", GIT, Mode.EFFECT))) {
            journal.pages(List.of(page("issue-1", "older", null, "a", "x", "y")));
            journal.partition("issue-1", "older", null);
            journal.partition("issue-1", "", null);
            assertThat(journal.partitionComplete("issue-1", "older")).isTrue();
            assertThat(journal.thereSince("issue", "older")).isEmpty();
            finish(journal);
        }
        assertThat(report("run-2").mode()).isEqualTo(Mode.EFFECT);
        assertThat(report("run-2").status()).isEqualTo(Status.COMPLETE);
        assertThat(report("run-2").kinds().getLast().fetched()
                        + report("run-2").kinds().getFirst().fetched())
                .isEqualTo(3);
        try (var journal = ledger.begin(opening("run-3"))) {
            journal.stale(refs("a", "b", "x"));

            assertThat(journal.thereSince("issue", "old")).hasValue(1);
            assertThat(stale(journal))
                    .containsExactly(
                            new Stale(ref("a"), origins(1, "old"), false),
                            new Stale(ref("b"), origins(1, "old"), false),
                            new Stale(ref("x"), Set.of(), false));
        }
    }

    @Test
    void aPartitionStaysThereWhileNotAllAreNamed() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.partition("issue-1", "one", null);
            journal.partition("issue-1", "", null);
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            journal.partition("issue-1", "", "the host went away");
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-3"))) {
            assertThat(journal.thereSince("issue", "one")).hasValue(1);
        }
    }

    @Test
    void givesWhatWasProducedWithItsResourceAndItsContradictions() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            var contradicting = new Produced(ref("a"), 7, List.of("title", "properties.x"));
            journal.pages(List.of(
                    page("repository-0", "", null, "b"),
                    new Page("issue-1", "", null, Counts.NONE, List.of(contradicting), List.of())));
            journal.searched("service");
            journal.searched("service");
        }
        try (var journal = ledger.resume(GIT).orElseThrow()) {
            var given = new ArrayList<String>();
            journal.produced((label, one) -> given.add(label + " " + one.ref().identifier() + " " + one.conflicts()));
            assertThat(given).containsExactly("repository-0 b []", "issue-1 a [title, properties.x]");
            assertThat(journal.searched()).containsExactly("service");
        }
    }

    @Test
    void forgetsTheOriginsOfPartitionsThatAreGone() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "closed", null, "a")));
            journal.partition("issue-1", "closed", null);
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-3"))) {
            journal.stale(refs("a"));

            assertThat(stale(journal)).containsExactly(new Stale(ref("a"), Set.of(), false));
        }
    }

    @Test
    void findsTheOriginsOfManyStaleEntities() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            for (var i = 0; i < 50; i++) {
                journal.pages(List.of(page("issue-1", "p" + i % 2, null, numbered(i * 1000, 1000))));
            }
        }
        try (var journal = ledger.begin(opening("run-2"))) {
            for (var i = 0; i < 50; i += 5) {
                journal.stale(refs(numbered(i * 1000, 1000)));
            }

            assertThat(stale(journal)).hasSize(10_000).allSatisfy(each -> {
                var number = Integer.parseInt(each.ref().identifier().substring(1));
                assertThat(each.origins()).isEqualTo(origins(1, "p" + number / 1000 % 2));
            });
        }
    }

    @Test
    void knowsWhatWasTouchedSinceARunBegan() throws Exception {
        ledger.touched(GIT, refs("before any"));
        ledger.begin(opening("run-1")).close();
        ledger.touched(GIT, refs("first"));
        ledger.begin(opening("run-2")).close();
        ledger.touched(GIT, refs("second"));
        ledger.touched(JIRA, refs("theirs"));

        var all = refs("before any", "first", "second", "theirs");
        assertThat(ledger.touchedSince(new RunId("run-1"), all)).containsExactlyInAnyOrder(ref("first"), ref("second"));
        assertThat(ledger.touchedSince(new RunId("run-2"), all)).containsExactly(ref("second"));
    }

    @Test
    void keepsChangesInTheOrderOfTheirDiscovery() throws Exception {
        var search = JsonNodeFactory.instance.objectNode().put("combinator", "and");
        var update = new Change(
                Action.UPDATE,
                "service",
                JsonNodeFactory.instance.textNode("u"),
                "issue-1",
                entity("u"),
                List.of(new Difference(
                        "title", JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.textNode("new"))),
                State.PLANNED,
                "");
        var write = new Change(Action.WRITE, "service", search, "issue-1", entity("w"), List.of(), State.PLANNED, "");
        var delete = deletions(State.WITHHELD, "two is broken", "d").getFirst();
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.changes(List.of(write, update));
            journal.changes(List.of(delete));
            journal.changes(List.of(update.as(State.DONE, "")));

            assertThat(changes("run-1")).containsExactly(write, update.as(State.DONE, ""), delete);
            var planned = new ArrayList<Change>();
            journal.changes(State.PLANNED, planned::add);
            assertThat(planned).containsExactly(write);
        }
    }

    @Test
    void keepsTwoChangesOfOneEntityApart() throws Exception {
        var name = JsonNodeFactory.instance.textNode("e");
        var one = new Change(Action.CREATE, "service", name, "issue-1", entity("e"), List.of(), State.PLANNED, "");
        var two = new Change(Action.CREATE, "service", name, "repository-0", entity("e"), List.of(), State.PLANNED, "");
        try (var journal = ledger.begin(opening("run-1", GIT, Mode.PLAN))) {
            journal.changes(List.of(one, two));

            assertThat(changes("run-1")).containsExactly(one, two);
        }
    }

    @Test
    void countsWhatBecameOfThePlanThatARunApplies() throws Exception {
        var one = new Change(
                Action.CREATE,
                "service",
                JsonNodeFactory.instance.textNode("one"),
                "issue-1",
                entity("one"),
                List.of(),
                State.PLANNED,
                "");
        var two = new Change(
                Action.UPDATE,
                "service",
                JsonNodeFactory.instance.textNode("two"),
                "issue-1",
                entity("two"),
                List.of(),
                State.PLANNED,
                "");
        var three = new Change(
                Action.WRITE,
                "service",
                JsonNodeFactory.instance.textNode("three"),
                "issue-1",
                entity("three"),
                List.of(),
                State.PLANNED,
                "");
        try (var journal = ledger.begin(opening("run-1", GIT, Mode.APPLY))) {
            journal.changes(List.of(one, two, three));
            journal.changes(List.of(one.as(State.DONE, ""), two.as(State.DONE, "")));
            assertThat(kind("run-1", 1).state()).isEqualTo("running");

            journal.changes(List.of(three.as(State.REFUSED, "its relation has no target")));
            finish(journal, deletions(State.DONE, "", "x"));
        }
        var kind = kind("run-1", 1);
        assertThat(kind.state()).isEqualTo("incomplete");
        assertThat(List.of(kind.fetched(), kind.created(), kind.updated(), kind.failed()))
                .containsExactly(3L, 1L, 1L, 1L);
        assertThat(kind.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.stage()).isEqualTo("apply");
            assertThat(failure.item()).contains("three");
            assertThat(failure.reason()).isEqualTo("its relation has no target");
        });
        var failed = new ArrayList<Failed>();
        ledger.failures(new RunId("run-1"), failed::add);
        assertThat(failed)
                .containsExactly(new Failed("issue-1", "", "apply", entity("three"), "its relation has no target"));
        assertThat(kind("run-1", 0).state()).isEqualTo("complete");
        assertThat(report("run-1").status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report("run-1").deletion().deleted()).isEqualTo(1);
    }

    @Test
    void settlesWhatWaitsForApproval() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            finish(journal, deletions(State.HELD, "3 exceed the budget of 2", "a", "b", "c"));
        }
        assertThat(report("run-1").status()).isEqualTo(Status.HELD);
        assertThat(report("run-1").deletion().pending()).containsExactlyElementsOf(refs("a", "b", "c"));

        assertThat(ledger.decide(new RunId("run-1"), true, "ann")).isEqualTo(3);
        assertThat(ledger.decide(new RunId("run-1"), false, "bob")).isZero();

        assertThat(changes("run-1")).allSatisfy(change -> {
            assertThat(change.state()).isEqualTo(State.PLANNED);
            assertThat(change.reason()).isEqualTo("approved by ann");
        });
        assertThat(ledger.decide(new RunId("none"), true, "ann")).isZero();
    }

    @Test
    void rejectsWhatWaitsForApproval() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            finish(journal, deletions(State.HELD, "too many", "a"));
        }
        assertThat(ledger.decide(new RunId("run-1"), false, "bob")).isEqualTo(1);

        assertThat(changes("run-1")).extracting(Change::state).containsExactly(State.REJECTED);
        assertThat(report("run-1").deletion().withheld()).containsExactly("rejected by bob");
    }

    @Test
    void keepsTheCertificate() throws Exception {
        JsonNode certificate = JsonNodeFactory.instance.objectNode().put("epoch", 1);
        try (var journal = ledger.begin(opening("run-1"))) {
            assertThat(ledger.certificate(new RunId("run-1"))).isEmpty();
            journal.certificate(certificate);
        }
        assertThat(ledger.certificate(new RunId("run-1"))).contains(certificate);
    }

    @Test
    void tellsHowARunStands() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            assertThat(report("run-1").status()).isEqualTo(Status.RUNNING);
            assertThat(kind("run-1", 0).state()).isEqualTo("waiting");

            journal.listed(5, "digest");
            journal.pages(List.of(page("repository-0", "", null, "a")));
            assertThat(kind("run-1", 0).state()).isEqualTo("running");
        }
        assertThat(report("run-1").status()).isEqualTo(Status.SUSPENDED);

        try (var journal = ledger.resume(GIT).orElseThrow()) {
            assertThat(report("run-1").status()).isEqualTo(Status.RUNNING);
            journal.resource("issue-1", List.of(), List.of("two records make service/a"));
            finish(journal, deletions(State.DONE, "", "x", "y"));
        }
        var report = report("run-1");
        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.reason()).isEmpty();
        assertThat(report.epoch()).isEqualTo(2);
        assertThat(report.held()).isEqualTo(5);
        assertThat(report.trigger()).isEqualTo("a person asked");
        assertThat(report.startedAt()).isEqualTo(START);
        assertThat(report.endedAt()).contains(START.plusSeconds(60));
        assertThat(report.deletion().stale()).isEqualTo(2);
        assertThat(report.deletion().deleted()).isEqualTo(2);
        assertThat(report.kinds()).extracting(RunReport.KindReport::state).containsOnly("complete");
    }

    @Test
    void isIncompleteIfAResourceIs() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.resource(
                    "issue-1", List.of(new Gap("a", "403"), new Gap("", "timed out")), List.of("look at this"));
            journal.changes(deletions(State.HELD, "too many", "x"));
            journal.end(End.FINISHED, "");
        }
        assertThat(report("run-1").status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report("run-1").reason())
                .isEqualTo("repository-0 was not read to its end; issue-1 is incomplete: a: 403 (and 1 more)");
        assertThat(kind("run-1", 1).gaps()).containsExactly("a: 403", "timed out");
        assertThat(kind("run-1", 1).notes()).containsExactly("look at this");
    }

    @Test
    void isIncompleteIfARecordFailed() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            var item = entity("long").put("title", "t".repeat(10_000));
            journal.pages(List.of(failing("issue-1", "", unmapped("issue-1", "", item))));
            finish(journal);
        }
        assertThat(report("run-1").status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report("run-1").reason()).isEqualTo("issue-1 is incomplete: 1 failed");
        var failure = kind("run-1", 1).failures().getFirst();
        assertThat(failure.item()).hasSize(4096);
        assertThat(failure.reason()).isEqualTo("no identifier");
    }

    @Test
    void isIncompleteIfADeletionWasWithheldOrRefused() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.changes(deletions(State.WITHHELD, "two is broken", "x", "y"));
            finish(journal, deletions(State.REFUSED, "it is needed", "z"));
        }
        assertThat(report("run-1").status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report("run-1").reason())
                .isEqualTo("two is broken (2 entities); service/z was refused by the catalog: it is needed");
        assertThat(report("run-1").deletion().stale()).isEqualTo(3);
    }

    @Test
    void isIncompleteIfNothingMayBeDeleted() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.certificate(JsonNodeFactory.instance.objectNode().put("refusal", "the mapping changed"));
            journal.stale(refs("a", "b"));
            finish(journal);
        }
        assertThat(report("run-1").status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report("run-1").deletion().withheld()).containsExactly("the mapping changed");
        assertThat(report("run-1").deletion().stale()).isEqualTo(2);
    }

    @Test
    void isCompleteAfterApprovedDeletionsThoughNothingWasRead() throws Exception {
        try (var journal = ledger.begin(opening("run-1", GIT, Mode.APPROVED))) {
            journal.changes(deletions(State.DONE, "", "x"));
            journal.end(End.FINISHED, "");
        }
        assertThat(report("run-1").status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void isInterruptedIfItWasCancelled() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.end(End.CANCELLED, "ann stopped it");
        }
        assertThat(report("run-1").status()).isEqualTo(Status.INTERRUPTED);
        assertThat(report("run-1").reason()).isEqualTo("ann stopped it");
    }

    @Test
    void listsTheLatestRunsFirst() throws Exception {
        for (var run : List.of("run-1", "run-2")) {
            ledger.begin(opening(run)).close();
        }
        ledger.begin(opening("other", JIRA, Mode.FULL)).close();

        assertThat(ledger.recent(2)).extracting(report -> report.id().value()).containsExactly("other", "run-2");
    }

    @Test
    void listsTheLatestRunsOfOneIntegrationAndOfSomeModes() throws Exception {
        for (var run : List.of("run-1", "run-2", "run-3")) {
            ledger.begin(opening(run)).close();
        }
        ledger.begin(opening("plan", GIT, Mode.PLAN)).close();
        ledger.begin(opening("other", JIRA, Mode.FULL)).close();

        assertThat(ledger.recent(GIT, Mode.ALL, 2))
                .extracting(report -> report.id().value())
                .containsExactly("plan", "run-3");
        assertThat(ledger.recent(GIT, Mode.WRITING, 2))
                .extracting(report -> report.id().value())
                .containsExactly("run-3", "run-2");
        assertThat(ledger.recent(JIRA, Mode.ALL, 5))
                .extracting(report -> report.id().value())
                .containsExactly("other");
        assertThat(ledger.recent(JIRA, Set.of(Mode.PLAN), 5)).isEmpty();
        assertThat(ledger.recent(JIRA, Set.of(), 5)).isEmpty();
        assertThat(ledger.ids(3)).extracting(RunId::value).containsExactly("other", "plan", "run-3");
    }

    @Test
    void keepsTheConfiguredNumberOfRunsOfEachIntegration() throws Exception {
        ledger.begin(opening("other", JIRA, Mode.FULL)).close();
        for (var i = 1; i <= RUNS_KEPT + 2; i++) {
            try (var journal = ledger.begin(opening("run-" + i))) {
                journal.pages(List.of(
                        page("issue-1", "only " + i, null, "e" + i),
                        failing("issue-1", "", unmapped("issue-1", "", entity("x")))));
                journal.changes(deletions(State.DONE, "", "d"));
                journal.end(End.CANCELLED, "enough");
            }
        }
        Eventually.assertEventually(() -> assertThat(ledger.recent(10))
                .extracting(report -> report.id().value())
                .containsExactly("run-5", "run-4", "run-3", "other"));
        assertThat(failures("run-1")).isEmpty();
        assertThat(changes("run-1")).isEmpty();

        try (var journal = ledger.begin(opening("run-6"))) {
            journal.stale(refs("e1"));
            assertThat(stale(journal)).containsExactly(new Stale(ref("e1"), origins(2, "only 1"), false));
        }
    }

    @Test
    void knowsUntilWhenAScopeWasReadWhole() throws Exception {
        assertThat(ledger.readUntil(GIT, "issue:b")).isEmpty();
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(failing("issue-1", "", unmapped("issue-1", "", entity("x")))));
            journal.resource("issue-1", List.of(), List.of());
            journal.resource("repository-0", List.of(new Gap("", "broken")), List.of());
            journal.end(End.CANCELLED, "enough");
        }
        assertThat(ledger.readUntil(GIT, "issue:b")).contains(START);
        assertThat(ledger.readUntil(GIT, "repository:a")).isEmpty();
        assertThat(ledger.readUntil(JIRA, "issue:b")).isEmpty();
        assertThat(ledger.readUntil(GIT, "")).isEmpty();
    }

    @Test
    void countsAnIncrementalReadingOnlyIfNothingFailed() throws Exception {
        try (var journal = ledger.begin(opening("run-1", GIT, Mode.PLAN))) {
            finish(journal);
        }
        try (var journal = ledger.begin(opening("run-2", GIT, Mode.INCREMENTAL))) {
            journal.pages(List.of(failing("issue-1", "", unmapped("issue-1", "", entity("x")))));
            finish(journal);
        }
        assertThat(ledger.readUntil(GIT, "issue:b")).isEmpty();
        assertThat(ledger.readUntil(GIT, "repository:a")).contains(START);
        assertThat(report("run-2").status()).isEqualTo(Status.INCOMPLETE);
    }

    @Test
    void keepsOriginsAndFullRunsThroughIncrementalOnes() throws Exception {
        try (var journal = ledger.begin(opening("run-1"))) {
            journal.pages(List.of(page("issue-1", "one", null, "a")));
            journal.partition("issue-1", "one", null);
            finish(journal);
        }
        ledger.touched(GIT, refs("t"));
        for (var i = 2; i <= RUNS_KEPT + 3; i++) {
            try (var journal = ledger.begin(opening("run-" + i, GIT, Mode.INCREMENTAL))) {
                journal.pages(List.of(page("issue-1", "one", null, "b" + i)));
                journal.partition("issue-1", "one", null);
                finish(journal);
            }
        }
        Eventually.assertEventually(() -> assertThat(ledger.recent(10))
                .extracting(report -> report.id().value())
                .containsExactly("run-6", "run-5", "run-4", "run-1"));
        assertThat(ledger.touchedSince(new RunId("run-1"), refs("t", "a"))).containsExactly(ref("t"));

        try (var journal = ledger.begin(opening("run-9"))) {
            journal.stale(refs("a", "b6"));
            assertThat(stale(journal))
                    .containsExactly(
                            new Stale(ref("a"), origins(1, "one"), false),
                            new Stale(ref("b6"), origins(6, "one"), false));
        }
    }

    @Test
    void takesNotesOfManyThreads() throws Exception {
        try (var journal = ledger.begin(opening("run-1"));
                var threads = Executors.newFixedThreadPool(4)) {
            var notes = new ArrayList<Future<?>>();
            for (var i = 0; i < 40; i++) {
                var number = i;
                notes.add(threads.submit(() -> {
                    journal.pages(List.of(
                            page("issue-1", "p" + number % 3, null, numbered(number * 100, 100)),
                            failing("issue-1", "", unmapped("issue-1", "", entity("x" + number)))));
                    journal.changes(deletions(State.PLANNED, "", "d" + number));
                    return Optional.empty();
                }));
            }
            for (var note : notes) {
                note.get();
            }

            assertThat(produced(journal)).containsExactlyInAnyOrderElementsOf(refs(numbered(0, 4000)));
            assertThat(failures("run-1")).hasSize(40);
            assertThat(changes("run-1")).hasSize(40);
        }
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private static void finish(Journal journal, List<Change> changes) throws Exception {
        journal.changes(changes);
        finish(journal);
    }

    private static void finish(Journal journal) throws Exception {
        for (var part : journal.opening().resources()) {
            journal.resource(part.label(), List.of(), List.of());
        }
        journal.end(End.FINISHED, "");
    }

    private RunReport report(String run) {
        return ledger.report(new RunId(run)).orElseThrow();
    }

    private RunReport.KindReport kind(String run, int position) {
        return report(run).kinds().get(position);
    }

    private List<Failed> failures(String run) {
        var failures = new ArrayList<Failed>();
        ledger.failures(new RunId(run), failures::add);
        return failures;
    }

    private List<Change> changes(String run) {
        var changes = new ArrayList<Change>();
        ledger.changes(new RunId(run), changes::add);
        return changes;
    }

    private static List<Ref> produced(Journal journal) throws Exception {
        var produced = new ArrayList<Ref>();
        journal.produced((label, one) -> produced.add(one.ref()));
        return produced;
    }

    private static List<Refused> refused(Journal journal) throws Exception {
        var refused = new ArrayList<Refused>();
        journal.refused(refused::add);
        return refused;
    }

    /** Partitions of issues. */
    private static Set<Origin> origins(long run, String... partitions) {
        return Arrays.stream(partitions)
                .map(partition -> new Origin("issue", partition, run))
                .collect(Collectors.toSet());
    }

    private static List<Stale> stale(Journal journal) throws Exception {
        var stale = new ArrayList<Stale>();
        journal.stale(stale::add);
        return stale;
    }
}
