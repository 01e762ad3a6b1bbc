package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Inbox;
import io.atoll.spi.IntegrationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An inbox with two dead events of {@code git~demo} and one that waits. */
public final class FakeInbox implements Inbox {

    static final Lane LANE = new Lane(new IntegrationId("git", "demo"), "/webhook");

    final Collection<Long> replayed = new TreeSet<>();
    final Collection<Long> dropped = new TreeSet<>();
    private final List<Event> dead = new ArrayList<>(List.of(event(7, "no such project"), event(9, "bad\u001b[31m")));

    private static Event event(long number, String reason) {
        var delivery = new Delivery(
                LANE,
                "d" + number,
                "POST",
                Map.of("x-event", List.of("push")),
                "{\"id\": 1}".getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-11-21T10:00:00Z"));
        return new Event(number, delivery, 9, State.DEAD, 3, reason);
    }

    @Override
    public Receipt accept(Delivery delivery) {
        throw new UnsupportedOperationException("no command does");
    }

    @Override
    public Set<Lane> waiting() {
        return Set.of(LANE);
    }

    @Override
    public Reader open(Lane lane) {
        throw new UnsupportedOperationException("no command does");
    }

    @Override
    public Map<Lane, Map<State, Long>> counts() {
        return Map.of(LANE, Map.of(State.WAITING, 1L, State.DEAD, 2L));
    }

    @Override
    public List<Event> list(State state, @Nullable IntegrationId integration, int limit) {
        return dead.stream()
                .filter(event -> integration == null || LANE.integration().equals(integration))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Event> find(long number) {
        return dead.stream().filter(event -> event.number() == number).findFirst();
    }

    @Override
    public long replay(Collection<Long> numbers) {
        replayed.addAll(numbers);
        return numbers.size();
    }

    @Override
    public long drop(Collection<Long> numbers) {
        dropped.addAll(numbers);
        return numbers.size();
    }
}
