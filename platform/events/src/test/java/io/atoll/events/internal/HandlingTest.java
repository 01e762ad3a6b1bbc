package io.atoll.events.internal;

import static io.atoll.events.internal.Eventually.eventually;
import static io.atoll.events.internal.World.A;
import static io.atoll.events.internal.World.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of events that were kept. */
class HandlingTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(folder).start();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void writesWhatHandlersSayOfEachResource() throws Exception {
        world.handler(A, new IssueEvents());
        world.records.entities.put("3", "old");

        world.post(A, "{'id': '1', 'value': 'a'}");
        world.post(A, "{'kind': 'project', 'id': '2', 'value': 'b'}");
        world.post(A, "{'id': '3', 'gone': true}");
        world.post(A, "{'kind': 'other', 'id': '4'}");
        world.post(A, "{'kind': 'not in the mapping', 'id': '5'}");

        eventually(() -> assertThat(world.inbox().counts()).isEmpty());
        assertThat(world.records.entities).isEqualTo(Map.of("1", "a", "2", "b"));
    }

    @Test
    void keepsTheOrderOfArrivalUnlessKeysSayOtherwise() throws Exception {
        world.handler(A, new IssueEvents());
        var expected = new ArrayList<String>();
        for (var i = 0; i < 300; i++) {
            world.post(A, "{'id': '1', 'value': '" + i + "'}");
            expected.add("a 1=" + i);
        }

        eventually(() -> assertThat(world.inbox().counts()).isEmpty());
        assertThat(world.records.writes).containsExactlyElementsOf(expected);
    }

    @Test
    void keepsTheOrderOfEachKeyAndHandlesOthersSideBySide() throws Exception {
        var both = new CountDownLatch(2);
        world.handler(A, new IssueEvents() {
            @Override
            public List<Change> handle(LiveEvent event, ResyncRequest request)
                    throws IntegrationException, InterruptedException {
                both.countDown();
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
                return super.handle(event, request);
            }
        });
        world.post(A, "{'key': 'x', 'id': '1', 'value': 'first'}");
        world.post(A, "{'key': 'x', 'id': '1', 'value': 'second'}");
        world.post(A, "{'key': 'y', 'id': '2', 'value': 'first'}");
        world.post(A, "{'id': '2', 'value': 'after all'}");

        eventually(() -> assertThat(world.inbox().counts()).isEmpty());
        assertThat(world.records.writes)
                .containsSubsequence("a 1=first", "a 1=second", "a 2=after all")
                .endsWith("a 2=after all");
    }

    @Test
    void triesAgainWhatFailedAndHoldsBackWhatComesAfterIt() throws Exception {
        var attempts = new AtomicInteger();
        world.handler(A, new IssueEvents() {
            @Override
            public List<Change> handle(LiveEvent event, ResyncRequest request)
                    throws IntegrationException, InterruptedException {
                if (event.json().path("value").asText().equals("first") && attempts.incrementAndGet() < 3) {
                    throw new Unavailable("jira is away");
                }
                return super.handle(event, request);
            }
        });
        world.post(A, "{'id': '1', 'value': 'first'}");
        world.post(A, "{'id': '1', 'value': 'second'}");

        eventually(() -> assertThat(world.records.writes).containsExactly("a 1=first", "a 1=second"));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void putsAwayWhatFailsForGoodAndGoesOn() throws Exception {
        world.records.refused = "refused";
        world.handler(A, new IssueEvents() {
            @Override
            public List<Change> handle(LiveEvent event, ResyncRequest request)
                    throws IntegrationException, InterruptedException {
                return switch (event.json().path("value").asText()) {
                    case "wrong" -> throw new Misconfigured("the token has no right");
                    case "defect" -> throw new IllegalStateException("a bug");
                    case "away" -> throw new Unavailable("jira is away");
                    default -> super.handle(event, request);
                };
            }
        });
        world.post(A, "{'id': '1', 'value': 'wrong'}");
        world.post(A, "{'id': '1', 'value': 'defect'}");
        world.post(A, "{'id': '1', 'value': 'away'}");
        world.post(A, "{'id': 'refused'}");
        world.post(A, "no JSON");
        world.post(A, "{'id': '1', 'value': 'good'}");

        eventually(() -> assertThat(world.records.writes).containsExactly("a 1=good"));
        eventually(() -> assertThat(world.inbox().counts().get(A)).isEqualTo(Map.of(State.DEAD, 5L)));
        assertThat(world.inbox().list(State.DEAD, null, 10))
                .extracting(event -> event.attempts() + " " + event.reason())
                .containsExactly(
                        "1 the token has no right",
                        "3 the integration has a defect: java.lang.IllegalStateException: a bug",
                        "3 jira is away",
                        "3 1 of what it changed could not be written; the first: no such relation",
                        "1 the body is no JSON: line 1, column 1");
    }

    @Test
    void aReplayedEventIsHandledAgain() throws Exception {
        world.records.refused = "1";
        world.handler(A, new IssueEvents());
        world.post(A, "{'id': '1', 'value': 'a'}");
        eventually(() -> assertThat(world.inbox().list(State.DEAD, null, 10)).hasSize(1));

        world.records.refused = "";
        world.inbox()
                .replay(List.of(
                        world.inbox().list(State.DEAD, null, 10).getFirst().number()));

        eventually(() -> assertThat(world.records.entities).isEqualTo(Map.of("1", "a")));
    }

    @Test
    void whatIsNotTheFaultOfAnEventPutsNoneAway() throws Exception {
        world.records.away = true;
        for (var i = 0; i < 20; i++) {
            world.post(A, "{'id': '" + i + "', 'value': 'a'}");
        }
        world.handler(A, new IssueEvents());
        eventually(() -> assertThat(world.inbox().counts().get(A)).isEqualTo(Map.of(State.HANDLING, 20L)));

        world.records.away = false;

        eventually(() -> assertThat(world.records.entities).hasSize(20));
        eventually(() -> assertThat(world.inbox().counts()).isEmpty());
    }

    @Test
    void aHandlerThatHangsStopsNobodyElse() throws Exception {
        world.close();
        world = new World(folder, 100, World.HURRIED).start();
        world.handler(A, new IssueEvents() {
            @Override
            public List<Change> handle(LiveEvent event, ResyncRequest request) {
                while (!world.records.entities.containsKey("released")) {
                    if (!Thread.interrupted()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
                return List.of();
            }
        });
        world.handler(B, new IssueEvents());
        world.post(A, "{'id': '1', 'value': 'a'}");
        world.post(B, "{'id': '2', 'value': 'b'}");

        eventually(() -> assertThat(world.records.entities).isEqualTo(Map.of("2", "b")));
        eventually(() -> assertThat(world.inbox().list(State.DEAD, A.integration(), 10))
                .extracting(event -> event.reason())
                .containsExactly("it was not handled within 10 seconds"));
        world.records.entities.put("released", "");
    }

    @Test
    void aHandlerThatLeavesInTheMiddleLeavesTheEventForTheNextOne() throws Exception {
        var begun = new CountDownLatch(1);
        var hanging = world.handler(A, new IssueEvents() {
            @Override
            public List<Change> handle(LiveEvent event, ResyncRequest request) throws InterruptedException {
                begun.countDown();
                new CountDownLatch(1).await();
                return List.of();
            }
        });
        world.post(A, "{'id': '1', 'value': 'a'}");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        world.doors.handlers().remove(hanging);
        eventually(() -> assertThat(world.inbox().counts().get(A)).isEqualTo(Map.of(State.WAITING, 1L)));
        world.handler(A, new IssueEvents());

        eventually(() -> assertThat(world.records.entities).isEqualTo(Map.of("1", "a")));
    }

    @Test
    void whatWaitedWhenThePlatformStoppedIsHandledAfterItsStart() throws Exception {
        world.post(A, "{'id': '1', 'value': 'a'}");
        world.restart();
        assertThat(world.records.entities).isEmpty();
        world.handler(A, new IssueEvents());

        eventually(() -> assertThat(world.records.entities).isEqualTo(Map.of("1", "a")));
    }

    @Test
    void anEventThatAResyncKnowsBetterIsLeftOut() throws Exception {
        var now = Instant.now();
        world.runs.add(resync("complete", now.minusSeconds(10)));
        world.records.entities.put("1", "newer");
        world.handler(A, new IssueEvents());

        world.post(A, "{'id': '1', 'value': 'older'}", now.minusSeconds(20));
        world.post(A, "{'kind': 'project', 'id': '2', 'value': 'not read by it'}", now.minusSeconds(20));
        world.post(A, "{'id': '3', 'value': 'after it'}", now.minusSeconds(5));

        eventually(() -> assertThat(world.inbox().counts()).isEmpty());
        assertThat(world.records.entities).isEqualTo(Map.of("1", "newer", "2", "not read by it", "3", "after it"));
    }

    @Test
    void anIncompleteResyncKnowsNothingBetter() throws Exception {
        var now = Instant.now();
        world.runs.add(resync("incomplete", now.minusSeconds(10)));
        world.handler(A, new IssueEvents());

        world.post(A, "{'id': '1', 'value': 'a'}", now.minusSeconds(20));

        eventually(() -> assertThat(world.records.entities).isEqualTo(Map.of("1", "a")));
    }

    private static RunReport resync(String state, Instant startedAt) {
        return new RunReport(
                new RunId("run"),
                A.integration(),
                Mode.FULL,
                1,
                "test",
                Status.COMPLETE,
                "",
                startedAt,
                Optional.of(startedAt),
                0,
                List.of(new KindReport("issue-0", "issue", state, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of())),
                Deletion.none());
    }
}
