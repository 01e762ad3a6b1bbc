package io.atoll.events.internal;

import io.atoll.events.internal.Doors.ServiceKey;
import io.atoll.events.internal.EventLimits.Pauses;
import io.atoll.ledger.internal.TestInbox;
import io.atoll.model.Resource;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Full;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Receipt;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real inbox, a fake catalog, and services of bundles as tests add them. */
final class World implements AutoCloseable {

    static final Lane A = new Lane(new IntegrationId("jira", "a"), "/webhook");
    static final Lane B = new Lane(new IntegrationId("jira", "b"), "/webhook");
    static final EventLimits LIMITS = new EventLimits(
            64 << 10,
            Duration.ofSeconds(60),
            256 << 10,
            Duration.ofSeconds(60),
            3,
            8,
            new Pauses(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ZERO));

    /** With two seconds for each body. */
    static final EventLimits IMPATIENT = new EventLimits(
            LIMITS.body(),
            Duration.ofSeconds(2),
            LIMITS.bodies(),
            LIMITS.handling(),
            LIMITS.attempts(),
            LIMITS.parallel(),
            LIMITS.pauses());

    /** With some seconds for each event. */
    static final EventLimits HURRIED = new EventLimits(
            LIMITS.body(),
            LIMITS.patience(),
            LIMITS.bodies(),
            Duration.ofSeconds(10),
            LIMITS.attempts(),
            LIMITS.parallel(),
            LIMITS.pauses());

    final FakeRecords records = new FakeRecords();
    final Doors doors = new Doors();
    final Bell bell = new Bell();
    final List<RunReport> runs = new CopyOnWriteArrayList<>();
    private final AtomicLong services = new AtomicLong();
    private final Path folder;
    private final long room;
    private final EventLimits limits;
    private TestInbox open;
    private Dispatcher dispatcher;

    World(Path folder) throws Exception {
        this(folder, 100_000);
    }

    World(Path folder, long room) throws Exception {
        this(folder, room, LIMITS);
    }

    World(Path folder, long room, EventLimits limits) throws Exception {
        this.limits = limits;
        this.folder = folder;
        this.room = room;
        this.open = TestInbox.open(folder, room);
        this.dispatcher = dispatcher();
    }

    Inbox inbox() {
        return open.inbox();
    }

    /** Begins to hand events out. */
    World start() {
        dispatcher.start();
        return this;
    }

    /** Ends and begins anew, as a platform that is stopped in an orderly manner. */
    void restart() throws Exception {
        close();
        open = TestInbox.open(folder, room);
        dispatcher = dispatcher().start();
    }

    Reception reception() {
        return reception(LIMITS);
    }

    Reception reception(EventLimits all) {
        return new Reception(
                doors, id -> id.equals(new IntegrationId("jira", "starting")), all, bell::ring, Clock.systemUTC());
    }

    ServiceKey gate(Lane lane, LiveEventGate gate) {
        var key = key();
        doors.gates().add(key, new Bound<>(lane, new Held<>(gate)));
        return key;
    }

    ServiceKey route(Lane lane, Route route) {
        var key = key();
        doors.routes().add(key, new Bound<>(lane, new Held<>(route)));
        return key;
    }

    ServiceKey handler(Lane lane, LiveEventHandler handler) {
        var key = key();
        doors.handlers().add(key, new Bound<>(lane, new Held<>(handler)));
        return key;
    }

    Receipt post(Lane lane, String json) throws Full, InterruptedException {
        return post(lane, json, Instant.now());
    }

    Receipt post(Lane lane, String json, Instant when) throws Full, InterruptedException {
        var body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var receipt = inbox().accept(new Delivery(lane, null, "POST", Map.of(), body, when));
        bell.ring(lane);
        return receipt;
    }

    @Override
    public void close() {
        dispatcher.close();
        open.close();
    }

    private Dispatcher dispatcher() {
        var handling = new Handling(
                doors,
                World::request,
                new Sessions(records, Duration.ZERO),
                new Resyncs(id -> runs.stream()
                        .filter(run -> run.integration().equals(id) && run.mode() == RunReport.Mode.FULL)
                        .toList()),
                limits);
        return new Dispatcher(inbox(), doors, handling, limits, bell, Duration.ofMillis(100));
    }

    private ServiceKey key() {
        return new ServiceKey(0, services.incrementAndGet());
    }

    private static ResyncRequest request(IntegrationId integration, Resource resource) {
        return new ResyncRequest() {
            @Override
            public IntegrationId integration() {
                return integration;
            }

            @Override
            public Kind kind() {
                return resource.kind();
            }

            @Override
            public <S extends Record> S selector(Class<S> type) {
                throw new UnsupportedOperationException("no handler asks for it");
            }

            @Override
            public Optional<Instant> changedSince() {
                return Optional.empty();
            }
        };
    }

    /** Handles events such as {@code {"number": 1, "entity": "e1"}}; every hundredth is unusable. */
    static final class Numbered implements LiveEventHandler {

        @Override
        public Set<Kind> kinds(LiveEvent event) {
            return Set.of(new Kind("issue"));
        }

        @Override
        public String orderKey(LiveEvent event) {
            try {
                return event.json().path("entity").asText();
            } catch (IntegrationException.Unexpected none) {
                return "";
            }
        }

        @Override
        public List<Change> handle(LiveEvent event, ResyncRequest request) throws IntegrationException {
            if (KillTest.unusable(event.json().path("number").asLong())) {
                throw new IntegrationException.Misconfigured("every hundredth event is unusable");
            }
            return List.of(new Change.Changed(request.kind(), event.json()));
        }
    }

    private record Held<S>(S service) implements Bound.Holder<S> {

        @Override
        public @Nullable S take() {
            return service;
        }

        @Override
        public void release() {}
    }
}
