package io.atoll.actions.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The actions of an instance without a container, by the default terms; its clock runs so fast that nobody waits for an executor. */
public final class ReplayedActions implements AutoCloseable {

    private static final Terms TERMS = new Terms(
            300, 90, 3, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofMinutes(1));

    private final AtomicLong minutes = new AtomicLong();
    private final InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofMinutes(minutes.getAndIncrement()));
    private final Desk desk;

    /** Begins to claim. */
    public ReplayedActions(
            IntegrationId id,
            Map<String, ActionExecutor> executors,
            Integrations integrations,
            Catalog catalog,
            Path data) {
        var journal = new Journal(data.resolve("actions"));
        var shop = new Workshop(
                id,
                () -> "",
                TERMS,
                new Buffer(TERMS, clock),
                journal,
                new Report(journal),
                (integration, action) ->
                        Optional.ofNullable(executors.get(action)).map(Held::new),
                clock);
        this.desk = new Desk(shop, new Line(catalog, integrations, id));
        desk.open();
    }

    private record Held(ActionExecutor executor) implements Executors.Held {

        @Override
        public void whenGone(Runnable cut) {}

        @Override
        public void close() {}
    }

    /** Whether all that was claimed is over and told. */
    public boolean idle() {
        return desk.runs().isEmpty();
    }

    @Override
    public void close() throws InterruptedException {
        desk.close();
        if (!desk.ends(Instant.now().plusSeconds(30))) {
            desk.abandon();
        }
    }
}
