package io.atoll.events.internal;

import static io.atoll.events.internal.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.ledger.internal.TestInbox;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that takes events in is killed again and again while they pour in. The system properties {@code events.kills} and {@code
 * events.seconds} make it larger, {@code events.seed} kills at other moments.
 */
class KillTest {

    private static final long SEED = Long.getLong("events.seed", 20261122L);
    private static final int KILLS = Integer.getInteger("events.kills", 3);
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("events.seconds", 0));
    private static final int SENDERS = 16;
    private static final int FIRST = 100;
    private static final long ENTITIES = 50;
    private static final int ALL = 10_000_000;

    @TempDir
    Path folder;

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void whatWasAcceptedIsAppliedOrPutAway() throws Exception {
        var random = new Random(SEED);
        for (var kill = 0; kill < KILLS; kill++) {
            try (var victim = Victim.start(folder)) {
                pour(victim, SPAN.plusMillis(random.nextInt(500)));
            }
        }
        try (var last = Victim.start(folder)) {
            eventually(() -> assertThat(missing(applied().keySet(), Set.of())).allMatch(KillTest::unusable));
            last.stop();
        }
        requireAll();
    }

    /** Whether an event is one that no handler can deal with. */
    static boolean unusable(long number) {
        return number % 100 == 0;
    }

    /** Sends as much as is answered, and kills in the middle: some time after the first answers. */
    private void pour(Victim victim, Duration time) throws Exception {
        over.set(false);
        try (var client = HttpClient.newHttpClient();
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < SENDERS; i++) {
                senders.execute(() -> send(client, victim.port()));
            }
            var before = accepted.size();
            eventually(() -> assertThat(accepted.size()).isGreaterThan(before + FIRST));
            LockSupport.parkNanos(time.toNanos());
            victim.kill();
            over.set(true);
            client.shutdownNow();
        }
    }

    private void send(HttpClient client, int port) {
        while (!over.get()) {
            var number = numbers.incrementAndGet();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/integration/jira/a/webhook"))
                    .header("X-Hook-Token", Victim.SECRET)
                    .header("X-Delivery", "d" + number)
                    .POST(BodyPublishers.ofString(
                            "{\"number\": %d, \"entity\": \"e%d\"}".formatted(number, number % ENTITIES)))
                    .build();
            try {
                var sent = System.nanoTime();
                var status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    accepted.add(number);
                    acknowledged.add(System.nanoTime() - sent);
                } else {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private void requireAll() throws Exception {
        var when = "seed " + SEED;
        var dead = new HashSet<Long>();
        var last = new HashMap<Long, Long>();
        try (var open = TestInbox.open(folder, 10)) {
            open.inbox().list(State.DEAD, null, ALL).forEach(event -> dead.add(number(event)));
            open.inbox()
                    .list(State.DONE, null, ALL)
                    .forEach(event -> last.put(number(event) % ENTITIES, number(event)));
            assertThat(open.inbox().waiting()).as(when).isEmpty();
        }
        var applied = applied();
        assertThat(accepted).as(when).isNotEmpty();
        assertThat(missing(applied.keySet(), dead)).as(when).isEmpty();
        assertThat(dead).as(when).allMatch(KillTest::unusable);
        assertThat(states()).as(when).isEqualTo(last);
        var doubled = applied.values().stream().filter(times -> times > 1).count();
        assertThat(doubled)
                .as(when + ": only what was in hand when the process was killed comes twice")
                .isLessThanOrEqualTo(KILLS * 600L);
        say(applied.size(), dead.size(), doubled);
    }

    /** What each entity was made last, whatever was repeated. */
    private Map<Long, Long> states() throws IOException {
        var states = new HashMap<Long, Long>();
        lines().forEach(number -> states.put(number % ENTITIES, number));
        return states;
    }

    private static long number(Event event) {
        return Long.parseLong(String.valueOf(event.delivery().id()).substring(1));
    }

    private Set<Long> missing(Set<Long> applied, Set<Long> dead) {
        var missing = new HashSet<>(accepted);
        missing.removeAll(applied);
        missing.removeAll(dead);
        return missing;
    }

    private Map<Long, Integer> applied() throws IOException {
        var applied = new HashMap<Long, Integer>();
        for (var number : lines()) {
            applied.merge(number, 1, Integer::sum);
        }
        return applied;
    }

    private List<Long> lines() throws IOException {
        return Files.readAllLines(folder.resolve("applied")).stream()
                .filter(line -> !line.isBlank())
                .map(Long::valueOf)
                .toList();
    }

    private void say(int applied, int dead, long doubled) {
        var times = acknowledged.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d accepted, %d applied, %d dead, %d applied again after a kill; acknowledged in p50 %.1f ms, p99 %.1f ms%n",
                accepted.size(),
                applied,
                dead,
                doubled,
                Arrays.stream(times).skip(times.length / 2).findFirst().orElse(0) / 1e6,
                Arrays.stream(times).skip(times.length * 99L / 100).findFirst().orElse(0) / 1e6);
    }
}
