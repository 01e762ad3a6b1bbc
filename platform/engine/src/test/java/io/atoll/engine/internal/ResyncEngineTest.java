package io.atoll.engine.internal;

import static io.atoll.engine.internal.World.ID;
import static io.atoll.engine.internal.World.WHOLE;
import static io.atoll.engine.internal.World.gap;
import static io.atoll.engine.internal.World.names;
import static io.atoll.engine.internal.World.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.engine.internal.World.Source;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Dependent;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResyncEngineTest {

    private final World world = new World();

    @AfterEach
    void stop() {
        world.engine.stop();
    }

    @Test
    void writesWhatIsNewAndNothingTheSecondTime() throws Exception {
        world.sources.put("thing", names("a", "b"));

        var first = world.run();
        var second = world.run();

        assertThat(first.status()).isEqualTo(Status.COMPLETE);
        assertThat(first.kinds().getFirst().created()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(Status.COMPLETE);
        assertThat(second.kinds().getFirst().upserted()).isZero();
        assertThat(second.kinds().getFirst().unchanged()).isEqualTo(2);
        assertThat(world.held("thing")).containsExactly("a", "b");
    }

    @Test
    void deletesWhatTheSourceHasNoMore() throws Exception {
        world.holding("thing", 0, 20);
        world.sources.put("thing", names("n0", "n1", "n2", "n3", "n4", "n5"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.deletion().deleted()).isEqualTo(14);
        assertThat(world.held("thing")).hasSize(6);
    }

    @Test
    void deletesNothingOfAKindThatWasNotReadWholeButCleansTheOthers() throws Exception {
        world.kinds = List.of("broken", "healthy");
        world.holding("broken", 0, 10).holding("healthy", 0, 10);
        world.sources.put("broken", sink -> {
            sink.page("", List.of(thing("n0")), null);
            return gap("the host went away");
        });
        world.sources.put("healthy", names("n0", "n1"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.held("broken")).hasSize(10);
        assertThat(world.held("healthy")).containsExactly("n0", "n1");
        assertThat(report.kinds().getFirst().gaps()).containsExactly("the host went away");
        assertThat(report.deletion().withheld()).anyMatch(reason -> reason.contains("broken-0"));
    }

    @Test
    void deletesNothingOfAKindWithARecordThatCouldNotBeMapped() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", names("n0", "bad one"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.deletes).isEmpty();
        assertThat(report.kinds().getFirst().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.stage()).isEqualTo("map");
            assertThat(failure.item()).contains("bad one");
            assertThat(failure.reason()).contains("identifier", "bad name");
        });
    }

    @Test
    void deletesNothingOfAKindWithAnUnreadableRecord() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("n0")), null);
            sink.unreadable("part", thing("n1"), "too large");
            return WHOLE;
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.deletes).isEmpty();
        assertThat(report.kinds().getFirst().failures().getFirst().reason()).isEqualTo("too large");
    }

    @Test
    void accountsForEveryRecord() throws Exception {
        world.holding("thing", 0, 2);
        world.refused.add("x");
        world.sources.put("thing", names("n0", "new", "skip me", "bad", "x"));

        var kind = world.run().kinds().getFirst();

        assertThat(kind.fetched()).isEqualTo(5);
        assertThat(kind.unchanged()).isEqualTo(1);
        assertThat(kind.created()).isEqualTo(1);
        assertThat(kind.filtered()).isEqualTo(1);
        assertThat(kind.failed()).isEqualTo(2);
        assertThat(kind.gaps()).isEmpty();
    }

    @Test
    void holdsDeletionsBeyondTheBudgetUntilAPersonAllowsThem() throws Exception {
        world.holding("thing", 0, 200);
        world.sources.put("thing", names("n0"));

        var held = world.run();

        assertThat(held.status()).isEqualTo(Status.HELD);
        assertThat(held.reason()).contains("199", "50");
        assertThat(held.deletion().pending()).hasSize(199);
        assertThat(world.deletes).isEmpty();

        var allowed = world.run(new Trigger.Manual("test", 199));

        assertThat(allowed.status()).isEqualTo(Status.COMPLETE);
        assertThat(world.held("thing")).containsExactly("n0");
    }

    @Test
    void anEmptySourceWhereMuchWasHeldIsHeldForApproval() throws Exception {
        world.holding("thing", 0, 1000);

        assertThat(world.run().status()).isEqualTo(Status.HELD);
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void neverDeletesMoreThanTheMappingsThreshold() throws Exception {
        world.holding("thing", 0, 10);

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.HELD);
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void endsAsInterruptedAndDeletesNothingWhenTheProviderLeaves() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> new Fetched(List.of(new Gap("", "provider left: bundle x")), true, false));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.SUSPENDED);
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void endsAsFailedWhenTheCredentialsAreRefused() throws Exception {
        world.kinds = List.of("thing", "other");
        world.holding("thing", 0, 5).holding("other", 0, 5);
        world.sources.put("thing", sink -> new Fetched(List.of(new Gap("", "credentials refused")), false, true));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.reason()).contains("credentials refused");
        assertThat(report.kinds().get(1).state()).isEqualTo("waiting");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void deletesNothingWhenTheMappingChangedMeanwhile() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("n0")), null);
            world.mappingHash = "m2";
            return WHOLE;
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report.deletion().withheld()).anyMatch(reason -> reason.contains("the mapping was changed"));
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void deletesNothingWhenTheConfigurationChangedMeanwhile() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> {
            world.configuration = "c2";
            return WHOLE;
        });

        assertThat(world.run().deletion().withheld()).anyMatch(reason -> reason.contains("configuration was changed"));
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void deletesNothingWhenTheConfigurationWasRemovedMeanwhile() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> {
            world.configured = false;
            return WHOLE;
        });

        assertThat(world.run().status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void deletesNothingWhenTheMappingIsEmpty() throws Exception {
        world.kinds = List.of();
        world.holding("thing", 0, 5);

        assertThat(world.run().status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void neitherWritesNorDeletesAfterAListingThatBrokeOff() throws Exception {
        world.holding("thing", 0, 5);
        world.listingBreaks = true;
        world.sources.put("thing", names("a"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.reason()).contains("the listing broke off");
        assertThat(world.held("thing")).hasSize(5);
        assertThat(world.calls).containsSubsequence("started", "closed", "FAILED");
    }

    @Test
    void failsWhenTheCatalogIsAway() throws Exception {
        world.holding("thing", 0, 5);
        world.writingBreaks = true;
        world.sources.put("thing", names("a"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.reason()).contains("the catalog is away");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void waitsWhenTheLedgerFailsRightBeforeAWrite() throws Exception {
        world.holding("thing", 0, 5);
        world.ledgerBreaks = true;
        world.sources.put("thing", names("a"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.SUSPENDED);
        assertThat(report.reason()).contains("the disk is full");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void waitsWhenTheComparisonCannotBeKept() throws Exception {
        world.holding("thing", 0, 5);
        world.comparisonBreaks = true;
        world.sources.put("thing", names("a"));

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.SUSPENDED);
        assertThat(report.reason()).isEqualTo("cannot keep the comparison");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void aCancelledRunEndsAtOnceAndDeletesNothing() throws Exception {
        world.holding("thing", 0, 5);
        var reading = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reading.countDown();
            new CountDownLatch(1).await();
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.Manual("test", 0));
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(world.engine.cancel(id, "enough")).isTrue();
        var report = world.engine.await(id, Duration.ofSeconds(60)).orElseThrow();

        assertThat(report.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(report.reason()).isEqualTo("enough");
        assertThat(world.deletes).isEmpty();
        assertThat(world.calls).contains("INTERRUPTED");
        assertThat(world.engine.cancel(id, "again")).isFalse();
    }

    @Test
    void aNewRunTakesOverAndTheOldOneWritesNothingAfterwards() throws Exception {
        var reading = new CountDownLatch(1);
        var attempts = new AtomicInteger();
        world.sources.put("thing", sink -> {
            if (attempts.incrementAndGet() == 1) {
                reading.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("second")), null);
            return WHOLE;
        });
        var first = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();

        var second = world.run();

        var interrupted = world.engine.report(first).orElseThrow();
        assertThat(interrupted.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(interrupted.reason()).contains(second.id().value(), "took over");
        assertThat(second.status()).isEqualTo(Status.COMPLETE);
        assertThat(world.held("thing")).containsExactly("second");
    }

    @Test
    void theSourceIsReadNoFasterThanTheCatalogTakes() throws Exception {
        var permits = new Semaphore(0);
        var pages = new AtomicInteger();
        world.beforeWrite = permits::acquireUninterruptibly;
        world.sources.put("thing", sink -> {
            for (int page = 0; page < 1000; page++) {
                var records = new ArrayList<JsonNode>();
                for (int i = 0; i < 100; i++) {
                    records.add(thing("p" + page + "-" + i));
                }
                sink.page("", records, null);
                pages.incrementAndGet();
            }
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.Manual("test", 0));

        var config = World.defaults();
        int bound = config.pagesAhead() + Runtime.getRuntime().availableProcessors() + config.applyWorkers() + 2;
        awaitSteady(pages);
        assertThat(pages.get()).isLessThanOrEqualTo(bound);

        permits.release(1_000_000);
        var report = world.engine.await(id, Duration.ofSeconds(60)).orElseThrow();
        assertThat(report.kinds().getFirst().created()).isEqualTo(100_000);
    }

    @Test
    void refusesToRunWhatIsNotConfiguredOrNotReady() {
        world.state = State.FAULTY;
        assertThatThrownBy(() -> world.engine.start(ID, new Trigger.AtStart()))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("no luck");
        world.configured = false;
        assertThatThrownBy(() -> world.engine.start(ID, new Trigger.AtStart()))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("conf/integrations");
    }

    @Test
    void aDefectOfAStageEndsTheRunWithItsReason() throws Exception {
        world.sources.put("thing", sink -> {
            throw new IllegalStateException("boom");
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.reason()).contains("boom");
    }

    @Test
    void everyRunEndsWhateverAStageThrows() throws Exception {
        world.holding("thing", 0, 5);
        world.sources.put("thing", sink -> {
            throw new AssertionError("impossible");
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.reason()).contains("impossible");
        assertThat(world.calls).contains("FAILED");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void remembersTheLatestRunsNewestFirst() throws Exception {
        world.run();
        world.run();

        assertThat(world.engine.recent(1)).hasSize(1);
        assertThat(world.engine.recent(10).stream().map(RunReport::id).toList())
                .isSortedAccordingTo((a, b) -> b.value().compareTo(a.value()));
        var integration = world.engine.recent(1).getFirst().integration();
        assertThat(world.engine.recent(integration, 10)).isEqualTo(world.engine.recent(10));
        assertThat(world.engine.recent(integration, 1)).hasSize(1);
        assertThat(world.engine.recent(new IntegrationId("no", "such"), 10)).isEmpty();
    }

    @Test
    void stoppingThePlatformSuspendsWhatRuns() throws Exception {
        var reading = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reading.countDown();
            new CountDownLatch(1).await();
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();

        world.engine.stop();
        world.engine.await(id, Duration.ofSeconds(60));

        assertThat(world.engine.report(id).orElseThrow().status()).isEqualTo(Status.SUSPENDED);
        assertThatThrownBy(() -> world.engine.start(ID, new Trigger.AtStart())).isInstanceOf(RunRefused.class);
    }

    @Test
    void aRunThatWasCutOffGoesOnBehindItsLastNotedPage() throws Exception {
        world.holding("thing", 0, 1);
        var reached = new CountDownLatch(1);
        var readFrom = new CopyOnWriteArrayList<String>();
        world.sources.put("thing", (World.Resuming) (progress, sink) -> {
            readFrom.add(progress.resumeAt("").orElse("the beginning"));
            if (progress.resumeAt("").isEmpty()) {
                sink.page("", List.of(thing("a"), thing("b")), "page 2");
                reached.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("c")), null);
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        awaitPages(id, 1);
        world.engine.stop();
        world.engine.await(id, Duration.ofSeconds(60));

        var other = world.anotherEngine();
        other.look();
        var report = other.await(id, Duration.ofSeconds(60)).orElseThrow();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.epoch()).isEqualTo(2);
        assertThat(report.kinds().getFirst().fetched()).isEqualTo(3);
        assertThat(readFrom).containsExactly("the beginning", "page 2");
        assertThat(world.held("thing")).containsExactly("a", "b", "c");
        assertThat(world.writes).containsOnly(entry("a", 1), entry("b", 1), entry("c", 1));
    }

    @Test
    void aRunThatWasCutOffGoesOnThereThoughARecordOfTheNextPageCouldNotBeRead() throws Exception {
        var reached = new CountDownLatch(1);
        var readFrom = new CopyOnWriteArrayList<String>();
        world.sources.put("thing", (World.Resuming) (progress, sink) -> {
            readFrom.add(progress.resumeAt("").orElse("the beginning"));
            if (progress.resumeAt("").isEmpty()) {
                sink.page("", List.of(thing("a"), thing("b")), "page 2");
            }
            sink.unreadable("", thing("c"), "too long");
            if (progress.resumeAt("").isEmpty()) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("d")), "page 3");
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        awaitPages(id, 1);
        world.engine.stop();
        world.engine.await(id, Duration.ofSeconds(60));
        assertThat(world.ledger.facts(id).pages).extracting(Page::resumeAt).containsExactly("page 2");

        var other = world.anotherEngine();
        other.look();
        var report = other.await(id, Duration.ofSeconds(60)).orElseThrow();

        assertThat(readFrom).containsExactly("the beginning", "page 2");
        assertThat(report.kinds().getFirst().fetched()).isEqualTo(4);
        assertThat(report.kinds().getFirst().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("too long"));
        assertThat(world.held("thing")).containsExactly("a", "b", "d");
    }

    @Test
    void aRunThatLostItsLeaseWritesNothingMore() throws Exception {
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("a")), null);
            world.ledger.loseAll();
            sink.page("", List.of(thing("b")), null);
            return WHOLE;
        });
        world.holding("thing", 0, 3);

        world.run();

        assertThat(world.held("thing")).contains("n0", "n1", "n2").doesNotContain("b");
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void whatTheCatalogRefusedIsWrittenOnceItsTargetsAreThere() throws Exception {
        world.sources.put("thing", sink -> {
            sink.page("", List.of(needing("a", "b"), needing("b", "c"), needing("d", "nowhere")), null);
            sink.page("", List.of(thing("c")), null);
            return WHOLE;
        });

        var report = world.run();

        assertThat(world.held("thing")).containsExactly("a", "b", "c");
        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report.kinds().getFirst().upserted()).isEqualTo(3);
        assertThat(report.kinds().getFirst().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.item()).contains("nowhere"));
    }

    @Test
    void entitiesThatNeedOneAnotherAreWrittenInTwoSteps() throws Exception {
        world.sources.put("thing", sink -> {
            sink.page("", List.of(needing("a", "b"), needing("b", "a"), needing("self", "self")), null);
            return WHOLE;
        });

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(world.held("thing")).containsExactly("a", "b", "self");
    }

    @Test
    void aBrokenPartitionProtectsItsOwnEntitiesOnly() throws Exception {
        Source everything = sink -> {
            sink.page("one", List.of(thing("a1"), thing("a2")), null);
            sink.page("two", List.of(thing("b1"), thing("b2")), null);
            return WHOLE;
        };
        world.sources.put("thing", everything);
        world.run();

        world.sources.put("thing", sink -> {
            sink.page("one", List.of(thing("a1")), null);
            sink.ended("one", null);
            sink.ended("two", "the host went away");
            return new Fetched(List.of(new Gap("two", "the host went away")), false, false);
        });
        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(world.held("thing")).containsExactly("a1", "b1", "b2");
    }

    @Test
    void whatMovedToAPartitionOfANewNameStaysWhenThatIsBrokenAndTheOldNameIsThereAgain() throws Exception {
        world.sources.put("thing", parts(Map.of("old", List.of("a1", "a2"))));
        world.run();

        world.sources.put("thing", parts(Map.of("new", List.of(), "old", List.of("x")), "new"));
        var report = world.run();
        world.run();

        assertThat(world.held("thing")).containsExactly("a1", "a2", "x");
        assertThat(report.deletion().withheld()).anyMatch(reason -> reason.contains("may be the former old"));
    }

    @Test
    void aPartitionThatIsAlwaysBrokenProtectsNothingThatWasReadElsewhereSince() throws Exception {
        world.sources.put("thing", parts(Map.of("bad", List.of(), "good", List.of("a1", "a2")), "bad"));
        world.run();

        world.sources.put("thing", parts(Map.of("bad", List.of(), "good", List.of("a1")), "bad"));
        var report = world.run();

        assertThat(report.deletion().withheld()).isEmpty();
        assertThat(world.held("thing")).containsExactly("a1");
    }

    @Test
    void aPartitionOfAnotherKindSaysNothingAboutWhereAnEntityIs() throws Exception {
        world.kinds = List.of("thing", "twin");
        world.blueprint = "thing";
        world.sources.put("thing", parts(Map.of("bad", List.of(), "good", List.of("b")), "bad"));
        world.sources.put("twin", parts(Map.of("good", List.of("a", "c"))));
        world.run();

        world.sources.put("twin", parts(Map.of("good", List.of("c"))));
        world.run();

        assertThat(world.held("thing")).containsExactly("a", "b", "c");
    }

    @Test
    void aPartitionWhosePartsCouldNotBeNamedProtectsWhatCameFromAnyOfThem() throws Exception {
        world.sources.put("thing", parts(Map.of("group", List.of(), "group/one", List.of("a1", "a2"))));
        world.run();

        world.sources.put("thing", parts(Map.of("group", List.of(), "group/one", List.of("a1")), "group"));
        world.run();

        assertThat(world.held("thing")).containsExactly("a1", "a2");
    }

    /** A source of partitions, of which some are broken. */
    private static Source parts(Map<String, List<String>> parts, String... broken) {
        return sink -> {
            for (var entry : new TreeMap<>(parts).entrySet()) {
                String part = entry.getKey();
                sink.page(part, entry.getValue().stream().map(World::thing).toList(), null);
                sink.ended(part, List.of(broken).contains(part) ? "no permission" : null);
            }
            sink.ended("", null);
            return new Fetched(
                    Stream.of(broken)
                            .map(part -> new Gap(part, "no permission"))
                            .toList(),
                    false,
                    false);
        };
    }

    @Test
    void whatCameFromAPartitionThatIsNotThereAnyMoreStaysWhileAnotherIsBroken() throws Exception {
        world.sources.put("thing", sink -> {
            sink.page("old name", List.of(thing("a1")), null);
            sink.page("two", List.of(thing("b1")), null);
            return WHOLE;
        });
        world.run();

        world.sources.put("thing", sink -> {
            sink.ended("new name", "the host went away");
            sink.page("two", List.of(thing("b1")), null);
            sink.ended("two", null);
            return new Fetched(List.of(new Gap("new name", "the host went away")), false, false);
        });
        var report = world.run();

        assertThat(world.held("thing")).containsExactly("a1", "b1");
        assertThat(report.deletion().withheld()).anyMatch(reason -> reason.contains("old name"));
    }

    @Test
    void whatWasStaleBeforeTheRunWasCutOffAndIsProducedAfterwardsStays() throws Exception {
        world.holding("thing", 0, 3);
        var reading = new CountDownLatch(1);
        var attempts = new AtomicInteger();
        world.sources.put("thing", sink -> {
            if (attempts.incrementAndGet() == 1) {
                reading.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("n0"), thing("n1")), null);
            return WHOLE;
        });
        var id = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
        world.engine.stop();
        world.engine.await(id, Duration.ofSeconds(60));
        world.ledger.facts(id).stale.add(new Ref("thing", "n1"));

        var other = world.anotherEngine();
        other.look();
        other.await(id, Duration.ofSeconds(60));

        assertThat(world.held("thing")).containsExactly("n0", "n1");
    }

    @Test
    void whatIsWrittenBetweenPlanningAndDeletingStays() throws Exception {
        world.holding("thing", 0, 3);
        world.sources.put("thing", names("n0"));
        world.beforeDelete = () -> world.ledger.touched(ID, List.of(new Ref("thing", "n1")));

        var report = world.run();

        assertThat(world.held("thing")).containsExactly("n0", "n1");
        assertThat(report.deletion().withheld()).anyMatch(reason -> reason.contains("outside of the run"));
    }

    @Test
    void anApprovalIsForWhatWaitedForItAndNothingElse() throws Exception {
        world.holding("thing", 0, 200);
        world.sources.put("thing", names("n0"));
        var held = world.run();
        var planned = Deletions.deletion(new Ref("thing", "n0"), Change.State.PLANNED, "");
        world.ledger.facts(held.id()).changes.put("thing n0", planned);

        world.engine.await(world.engine.approve(held.id(), "ada"), Duration.ofSeconds(60));

        assertThat(world.held("thing")).containsExactly("n0");
    }

    @Test
    void whatStaysKeepsWhatItRelatesTo() throws Exception {
        world.holding("thing", 0, 4);
        world.sources.put("thing", names("n0"));
        world.dependents.add(new Dependent(new Ref("thing", "n0"), new Ref("thing", "n1"), true, false));
        world.dependents.add(new Dependent(new Ref("thing", "n1"), new Ref("thing", "n2"), true, false));

        var report = world.run();

        assertThat(world.held("thing")).containsExactly("n0", "n1", "n2");
        assertThat(report.status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void deletionsThatTakeOthersWithThemCountAgainstTheBudget() throws Exception {
        world.holding("thing", 0, 100);
        var names = new ArrayList<String>();
        for (int i = 0; i < 99; i++) {
            names.add("n" + i);
        }
        world.sources.put("thing", names(names.toArray(String[]::new)));
        for (int i = 0; i < 60; i++) {
            var other = new Ref("other", "o" + i);
            world.catalog.put(other, thing("o"));
            world.dependents.add(new Dependent(other, new Ref("thing", "n99"), false, true));
        }
        world.ownedBlueprints = Set.of("thing");

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.HELD);
        assertThat(report.reason()).contains("60 of others");
    }

    @Test
    void anEntityThatWasWrittenDuringTheRunIsNotReconciledAway() throws Exception {
        world.holding("thing", 0, 3);
        world.sources.put("thing", sink -> {
            sink.page("", List.of(thing("n0")), null);
            world.ledger.touched(ID, List.of(new Ref("thing", "n1")));
            return WHOLE;
        });

        world.run();

        assertThat(world.held("thing")).containsExactly("n0", "n1");
    }

    @Test
    void aPersonApprovesWhatIsHeld() throws Exception {
        world.holding("thing", 0, 200);
        world.sources.put("thing", names("n0"));
        var held = world.run();
        world.ledger.touched(ID, List.of(new Ref("thing", "n7")));

        var approved = world.engine
                .await(world.engine.approve(held.id(), "ada"), Duration.ofSeconds(60))
                .orElseThrow();

        assertThat(approved.status()).isEqualTo(Status.COMPLETE);
        assertThat(approved.mode()).isEqualTo(Mode.APPROVED);
        assertThat(approved.deletion().deleted()).isEqualTo(198);
        assertThat(world.held("thing")).containsExactly("n0", "n7");
        assertThatThrownBy(() -> world.engine.approve(held.id(), "ada")).isInstanceOf(RunRefused.class);
    }

    @Test
    void aPersonRejectsWhatIsHeld() throws Exception {
        world.holding("thing", 0, 200);
        world.sources.put("thing", names("n0"));
        var held = world.run();

        assertThat(world.engine.reject(held.id(), "ada")).isEqualTo(199);

        assertThat(world.engine.report(held.id()).orElseThrow().deletion().pending())
                .isEmpty();
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void onlyTheNewestRunCanBeApproved() throws Exception {
        world.holding("thing", 0, 200);
        world.sources.put("thing", names("n0"));
        var old = world.run();
        world.run();

        assertThatThrownBy(() -> world.engine.approve(old.id(), "ada"))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("newer");
    }

    @Test
    void aPlanWritesNothingAndIsAppliedExactly() throws Exception {
        world.holding("thing", 0, 3);
        world.sources.put("thing", names("n0", "new"));

        var plan = world.engine
                .await(world.engine.plan(ID, new Trigger.Manual("test", 0)), Duration.ofSeconds(60))
                .orElseThrow();
        assertThat(plan.status()).isEqualTo(Status.COMPLETE);
        assertThat(plan.mode()).isEqualTo(Mode.PLAN);
        assertThat(world.writes).isEmpty();
        assertThat(world.deletes).isEmpty();
        var changes = new ArrayList<String>();
        world.engine.changes(plan.id(), change -> changes.add(change.action() + " " + change.ref()));
        assertThat(changes).containsExactlyInAnyOrder("CREATE thing/new", "DELETE thing/n1", "DELETE thing/n2");

        world.sources.put("thing", names("something else"));
        var applied = world.engine
                .await(world.engine.apply(plan.id(), new Trigger.Manual("test", 0)), Duration.ofSeconds(60))
                .orElseThrow();

        assertThat(applied.status()).isEqualTo(Status.COMPLETE);
        assertThat(applied.kinds().getFirst().created()).isEqualTo(1);
        assertThat(applied.kinds().getFirst().updated()).isZero();
        assertThat(applied.deletion().deleted()).isEqualTo(2);
        assertThat(world.held("thing")).containsExactly("n0", "new");
    }

    @Test
    void aPlanIsRefusedOnceTheCatalogMovedOn() throws Exception {
        world.holding("thing", 0, 3);
        world.sources.put("thing", names("n0", "new"));
        var plan = world.engine.plan(ID, new Trigger.Manual("test", 0));
        world.engine.await(plan, Duration.ofSeconds(60));
        world.holding("thing", 3, 4);

        var applied = world.engine
                .await(world.engine.apply(plan, new Trigger.Manual("test", 0)), Duration.ofSeconds(60))
                .orElseThrow();

        assertThat(applied.status()).isEqualTo(Status.FAILED);
        assertThat(applied.reason()).contains("stale", "the catalog holds other entities");
        assertThat(world.writes).isEmpty();
        assertThat(world.deletes).isEmpty();
    }

    @Test
    void aListenerThatObjectsPreventsDeletions() throws Exception {
        world.holding("thing", 0, 3);
        world.sources.put("thing", names("n0"));
        world.starting = gap("the webhook could not be registered");

        var report = world.run();

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report.deletion().withheld()).contains("the webhook could not be registered");
        assertThat(world.deletes).isEmpty();
        assertThat(world.calls).doesNotContain("listeners completed");
    }

    @Test
    void aRunThatANewerOneTakesFromTheLedgersQueueIsInterruptedAndHasNotFailed() throws Exception {
        world.sources.put("thing", names("a"));
        var waiting = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        world.ledger.beforeBegin = () -> {
            if (first.getAndSet(false)) {
                waiting.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                    throw new LedgerFailure("interrupted while waiting for the ledger", cancelled);
                }
            }
        };
        var old = world.engine.start(ID, new Trigger.AtStart());
        assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();

        var newer = world.engine.start(ID, new Trigger.Manual("test", 0));

        assertThat(world.engine
                        .await(newer, Duration.ofSeconds(60))
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.COMPLETE);
        assertThat(world.engine.report(old).orElseThrow().status()).isEqualTo(Status.INTERRUPTED);
    }

    @Test
    void aWishForABeginningIsNotServedByARunThatWaitsToGoOn() throws Exception {
        var reading = new CountDownLatch(1);
        world.sources.put("thing", sink -> {
            reading.countDown();
            new CountDownLatch(1).await();
            return WHOLE;
        });
        var cutOff = world.engine.start(ID, new Trigger.AtStart());
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        world.engine.stop();
        world.engine.await(cutOff, Duration.ofSeconds(60));
        world.sources.put("thing", names("a"));
        var other = world.anotherEngine();
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        world.ledger.beforeBegin = () -> {
            if (first.getAndSet(false)) {
                busy.countDown();
                awaitUninterruptibly(release);
                throw new LedgerFailure("it took too long", new IllegalStateException());
            }
        };
        other.start(ID, new Trigger.Manual("test", 0));
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.start(ID, new Trigger.Requested("schedule", false))).isEqualTo(cutOff);

        var anew = other.start(ID, new Trigger.Requested("version 2.0.0 arrived", true));
        release.countDown();

        assertThat(anew).isNotEqualTo(cutOff);
        assertThat(other.await(anew, Duration.ofSeconds(30)).orElseThrow().status())
                .isEqualTo(Status.COMPLETE);
        assertThat(other.report(cutOff).orElseThrow().status()).isEqualTo(Status.INTERRUPTED);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void triggersThatComeTogetherAreServedByOneRun() throws Exception {
        var reading = new CountDownLatch(1);
        var reads = new AtomicInteger();
        world.sources.put("thing", sink -> {
            if (reads.incrementAndGet() == 1) {
                reading.countDown();
                new CountDownLatch(1).await();
            }
            sink.page("", List.of(thing("a")), null);
            return WHOLE;
        });
        world.engine.start(ID, new Trigger.AtStart());
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
        var ids = new ArrayList<RunId>();
        for (int i = 0; i < 100; i++) {
            ids.add(world.engine.start(ID, new Trigger.Manual("test", 0)));
        }

        for (RunId id : ids) {
            world.engine.await(id, Duration.ofSeconds(60));
        }

        assertThat(reads.get()).isLessThanOrEqualTo(100);
        assertThat(world.engine.report(ids.getLast()).orElseThrow().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void writesBulksThatAreAsFullAsCanBe() throws Exception {
        var world = new World(Map.of("lingerMillis", 60_000));
        world.sources.put("thing", sink -> {
            for (int page = 0; page < 20; page++) {
                sink.page(
                        "",
                        List.of(
                                thing("a" + page),
                                thing("b" + page),
                                thing("c" + page),
                                thing("d" + page),
                                thing("e" + page)),
                        null);
            }
            return WHOLE;
        });

        world.run();

        assertThat(world.held("thing")).hasSize(100);
        assertThat(world.bulks).hasSize(5).containsOnly(20);
        world.engine.stop();
    }

    private static JsonNode needing(String name, String target) {
        return ((ObjectNode) thing(name)).put("needs", target);
    }

    private void awaitPages(RunId run, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (world.ledger.facts(run).pages.size() < count) {
            assertThat(System.nanoTime()).as("pages noted in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitSteady(AtomicInteger number) throws InterruptedException {
        int before = -1;
        while (before != number.get()) {
            before = number.get();
            new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        }
    }
}
