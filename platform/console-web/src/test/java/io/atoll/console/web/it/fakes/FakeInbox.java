package io.atoll.console.web.it.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atoll.pipeline.Inbox;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An inbox with dead events 1 to 3, and 4 that waits. */
final class FakeInbox implements Inbox {

    private static final Lane LANE = new Lane(new IntegrationId("git", "demo"), "/webhook");

    private final Map<Long, Event> events = new TreeMap<>();

    FakeInbox(String name) {
        for (long number = 1; number <= 4; number++) {
            Delivery delivery = new Delivery(
                    LANE,
                    "delivery " + name,
                    "POST",
                    Map.of("x-event", List.of("header " + name)),
                    ("payload " + name).getBytes(UTF_8),
                    Instant.parse("2026-11-21T10:00:00Z"));
            events.put(number, new Event(number, delivery, 12, State.DEAD, 6, "dead " + name));
        }
        become(4, State.WAITING);
    }

    private void become(long number, State state) {
        Event event = Optional.ofNullable(events.get(number)).orElseThrow();
        events.put(number, new Event(number, event.delivery(), event.size(), state, 0, ""));
    }

    @Override
    public synchronized List<Event> list(State state, @Nullable IntegrationId integration, int limit) {
        return events.values().stream()
                .filter(event -> event.state() == state)
                .filter(event -> integration == null
                        || event.delivery().lane().integration().equals(integration))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<Lane, Map<State, Long>> counts() {
        Map<State, Long> counts = new TreeMap<>();
        events.values().forEach(event -> counts.merge(event.state(), 1L, Long::sum));
        return Map.of(LANE, counts);
    }

    @Override
    public synchronized Optional<Event> find(long number) {
        return Optional.ofNullable(events.get(number));
    }

    @Override
    public synchronized long replay(Collection<Long> numbers) {
        numbers.forEach(number -> become(number, State.WAITING));
        return numbers.size();
    }

    @Override
    public synchronized long drop(Collection<Long> numbers) {
        numbers.forEach(events::remove);
        return numbers.size();
    }

    @Override
    public Receipt accept(Delivery delivery) {
        throw new UnsupportedOperationException("pages only look");
    }

    @Override
    public Set<Lane> waiting() {
        throw new UnsupportedOperationException("pages only look");
    }

    @Override
    public Reader open(Lane lane) {
        throw new UnsupportedOperationException("pages only look");
    }
}
