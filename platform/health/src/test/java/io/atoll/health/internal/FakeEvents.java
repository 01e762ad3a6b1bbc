package io.atoll.health.internal;

import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Inbox;
import io.atoll.spi.IntegrationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An inbox with one dead event, and a desk without runs. */
final class FakeEvents implements Inbox, ActionDesk {

    private static final IntegrationId DEMO = IntegrationId.parse("git~demo");

    @Override
    public Map<Lane, Map<Inbox.State, Long>> counts() {
        return Map.of(new Lane(DEMO, "/webhook"), Map.of(Inbox.State.DEAD, 1L));
    }

    @Override
    public Receipt accept(Delivery delivery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Lane> waiting() {
        return Set.of();
    }

    @Override
    public Reader open(Lane lane) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Event> list(Inbox.State state, @Nullable IntegrationId integration, int limit) {
        return List.of();
    }

    @Override
    public Optional<Event> find(long number) {
        return Optional.empty();
    }

    @Override
    public long replay(Collection<Long> numbers) {
        return 0;
    }

    @Override
    public long drop(Collection<Long> numbers) {
        return 0;
    }

    @Override
    public IntegrationId integration() {
        return DEMO;
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public String trouble() {
        return "";
    }

    @Override
    public List<ActionDesk.Run> runs() {
        return List.of();
    }
}
