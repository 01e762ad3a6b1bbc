package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.runner.internal.Bundler.Made;
import io.atoll.runner.internal.Project.Stamp;
import io.atoll.runner.internal.Workshop.Live;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a project running. What was last used of it is remembered, so that {@link #stale} tells whether it is still that. For one thread.
 */
final class Session {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Project project;
    private final Options options;
    private final Workshop workshop;
    private final Instance instance;
    private final Integrations integrations;

    private @Nullable Map<Path, Stamp> tried;
    private volatile @Nullable Live live;
    private volatile Inputs used = Inputs.NONE;

    Session(Project project, Options options, Workshop workshop, Instance instance, Integrations integrations) {
        this.project = project;
        this.options = options;
        this.workshop = workshop;
        this.instance = instance;
        this.integrations = integrations;
    }

    /** All that a turn depends on. */
    record Inputs(Map<Path, Stamp> content, Optional<Stamp> config, Optional<Path> mapping, Optional<Offered> offered) {

        private static final Inputs NONE = new Inputs(Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What the platform makes of the configuration. */
    record Offered(State state, String problem, @Nullable JsonNode mapping, String configuration) {

        private static Offered of(Integration integration) {
            return new Offered(
                    integration.state(), integration.problem(), integration.mapping(), integration.configuration());
        }
    }

    /** What there is now. */
    Inputs look() throws IOException {
        Optional<Path> config = options.config();
        Live running = live;
        return new Inputs(
                project.content(),
                config.isPresent() ? Stamp.of(config.get()) : Optional.empty(),
                project.mapping(),
                running == null
                        ? Optional.empty()
                        : integrations.find(Instance.id(running.made())).map(Offered::of));
    }

    /** Whether something is not what the last turn used. */
    boolean stale(Inputs now) {
        return !now.equals(used);
    }

    /**
     * Brings bundle and configuration up to date. It must not be interrupted but to end the process: the compiler would not recover.
     *
     * @throws Unbuildable if that cannot be done; what ran before goes on
     */
    Act prepare() throws Unbuildable, IOException, InterruptedException {
        used = look();
        String work = "";
        Live running = live;
        if (running == null || !used.content().equals(tried)) {
            tried = used.content();
            running = workshop.bring();
            live = running;
            work = running.work();
        }
        IntegrationId id = Instance.id(running.made());
        instance.configure(id);
        Optional<Integration> found = await(id);
        used = new Inputs(used.content(), used.config(), used.mapping(), found.map(Offered::of));
        if (found.isEmpty() || found.get().state() != State.READY) {
            String problem = found.map(Integration::problem).orElse("the platform does not know it");
            throw new Unbuildable(instance.shown(problem, id)
                    .lines()
                    .map(line -> new Problem("", line))
                    .toList());
        }
        return new Act(found.get(), running.made(), work);
    }

    /** The name of what runs; empty if nothing does. */
    String running() {
        Live running = live;
        return running == null ? "" : Instance.id(running.made()).toString();
    }

    /**
     * What is ready to be played.
     *
     * @param work what was done for it, for people; empty if nothing was
     */
    record Act(Integration integration, Made made, String work) {}

    /** Waits until the platform has seen bundle and configuration. */
    private Optional<Integration> await(IntegrationId id) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Integration> found = integrations.find(id);
            if (found.isPresent() && found.get().state() != State.MISSING) {
                return found;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return integrations.find(id);
    }
}
