package io.atoll.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.EventIntake;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.spi.IntegrationId;
import io.atoll.test.redis.RedisServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamConsumerInfo;

/** What is read from a real server. */
class StreamReaderTest {

    private static final RedisServer REDIS = RedisServer.start();
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static int streams;

    private final Server server = new Server(URI.create(REDIS.url()), "", REDIS.password());
    private final EventStream stream =
            EventStream.of("github~prod=https://ingest.example.com/live-events/s" + ++streams);
    private final Queue<Delivery> taken = new ConcurrentLinkedQueue<>();
    private volatile EventIntake.Receipt answer = EventIntake.Receipt.TAKEN;
    private StreamReader reader = reader("host");

    @AfterEach
    void end() {
        reader.close();
    }

    @AfterAll
    static void endServer() {
        REDIS.close();
    }

    @Test
    void handsOverWhatTheIngestServicePosted() throws Exception {
        reader.start();
        add("e1", "/live-events/s/integration/webhook", "{\"a\": 1}");

        eventually(() -> assertThat(taken).hasSize(1));
        var delivery = taken.element();
        assertThat(delivery.lane()).hasToString("github~prod/webhook");
        assertThat(delivery.id()).isEqualTo("redis e1");
        assertThat(delivery.headers()).isEqualTo(Map.of("x-event", List.of("push")));
        assertThat(delivery.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\": 1}");
        assertThat(delivery.receivedAt()).isEqualTo(Instant.ofEpochSecond(1_795_278_282, 5));
        eventually(() -> assertThat(length()).isZero());
    }

    @Test
    void readsWhatWasThereBeforeItInTheOrderOfTheStream() throws Exception {
        for (var i = 0; i < 25; i++) {
            add("e" + i, "/webhook", "{}");
        }
        reader.start();

        eventually(() -> assertThat(taken).hasSize(25));
        assertThat(taken)
                .extracting(Delivery::id)
                .startsWith("redis e0", "redis e1")
                .endsWith("redis e24");
    }

    @Test
    void keepsInTheStreamWhatCannotBeKeptNow() throws Exception {
        answer = EventIntake.Receipt.LATER;
        reader.start();
        add("e1", "/webhook", "{}");
        add("e2", "/webhook", "{}");
        eventually(
                () -> assertThat(taken).hasSizeGreaterThan(2).allMatch(delivery -> "redis e1".equals(delivery.id())));
        assertThat(length()).isEqualTo(2);

        answer = EventIntake.Receipt.TAKEN;

        eventually(() -> assertThat(length()).isZero());
        assertThat(taken).extracting(Delivery::id).endsWith("redis e1", "redis e2");
    }

    @Test
    void dropsWhatIsNoEventOrRefused() throws Exception {
        answer = EventIntake.Receipt.REFUSED;
        reader.start();
        try (var redis = server.connect()) {
            redis.xadd(stream.key(), StreamEntryID.NEW_ENTRY, Map.of("eventId", "e1"));
            redis.xadd(
                    stream.key(),
                    StreamEntryID.NEW_ENTRY,
                    Map.of("eventId", "e1", "webhookPath", "/w", "payload", "{}", "headers", "["));
        }
        add("e2", "/webhook", "{}");

        eventually(() -> assertThat(length()).isZero());
        eventually(() -> assertThat(taken).extracting(Delivery::id).containsExactly("redis e2"));
    }

    @Test
    void takesOverWhatAnotherReaderLeftBehind() throws Exception {
        add("e1", "/webhook", "{}");
        try (var redis = server.connect()) {
            redis.xgroupCreate(stream.key(), stream.group(), new StreamEntryID(), true);
            redis.xreadGroup(
                    stream.group(),
                    "prod-lost",
                    XReadGroupParams.xReadGroupParams().count(1),
                    Map.of(stream.key(), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        }
        reader.start();

        eventually(() -> assertThat(taken).hasSize(1));
        eventually(() -> assertThat(length()).isZero());
    }

    @Test
    void forgetsReadersThatAreGoneAndLeftNothingBehind() throws Exception {
        try (var redis = server.connect()) {
            redis.xgroupCreate(stream.key(), stream.group(), new StreamEntryID(), true);
            redis.xgroupCreateConsumer(stream.key(), stream.group(), "prod-gone");
            eventually(() -> assertThat(redis.xinfoConsumers2(stream.key(), stream.group()))
                    .allMatch(one -> one.getIdle() > 50));
            reader.start();

            eventually(() -> assertThat(redis.xinfoConsumers2(stream.key(), stream.group()))
                    .extracting(StreamConsumerInfo::getName)
                    .containsExactly("prod-host"));
        }
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        reader.start();
        add("e1", "/webhook", "{}");
        eventually(() -> assertThat(taken).hasSize(1));

        REDIS.kill();
        REDIS.resume();
        add("e2", "/webhook", "{}");

        eventually(() -> assertThat(taken).extracting(Delivery::id).contains("redis e2"));
    }

    @Test
    void aSuccessorReadsWhatWasTakenAndNotDealtWith() throws Exception {
        answer = EventIntake.Receipt.LATER;
        reader.start();
        add("e1", "/webhook", "{}");
        eventually(() -> assertThat(taken).isNotEmpty());
        reader.close();

        answer = EventIntake.Receipt.TAKEN;
        reader = reader("host").start();

        eventually(() -> assertThat(length()).isZero());
    }

    @Test
    void knowsAStreamByTheAddressOrTheIdInIt() {
        assertThat(EventStream.of("github~prod = https://x/live-events/4f-0c/integration/webhook")
                        .key())
                .isEqualTo("4f-0c/live-events/raw/event-stream");
        assertThat(EventStream.of("github~prod=4f0c"))
                .isEqualTo(new EventStream(new IntegrationId("github", "prod"), "4f0c/live-events/raw/event-stream"));
        assertThat(EventStream.of("github~prod=4f0c").group()).isEqualTo("github.prod");
        assertThatThrownBy(() -> EventStream.of("github~prod=https://example.com"))
                .hasMessageContaining("/live-events/");
        assertThatThrownBy(() -> EventStream.of("github")).hasMessageContaining("type~instance=address");
    }

    private StreamReader reader(String host) {
        return new StreamReader(
                server,
                stream,
                host,
                delivery -> {
                    taken.add(delivery);
                    return answer;
                },
                Duration.ofMillis(1),
                Duration.ofMillis(20));
    }

    private void add(String id, String path, String payload) {
        try (var redis = server.connect()) {
            redis.xadd(
                    stream.key(),
                    StreamEntryID.NEW_ENTRY,
                    Map.of(
                            "eventId",
                            id,
                            "webhookPath",
                            path,
                            "payload",
                            payload,
                            "headers",
                            "{\"X-Event\": \"push\"}",
                            "queuedAt",
                            "1795278282000000005",
                            "requeue_count",
                            "0"));
        }
    }

    private long length() {
        try (Jedis redis = server.connect()) {
            return redis.xlen(stream.key());
        }
    }

    private static void eventually(Runnable assertion) {
        var until = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }
}
