package io.atoll.engine.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Starts runs, at most one at a time for each integration, and remembers the latest. */
@Component(configurationPid = "io.atoll.engine")
@Designate(ocd = EngineConfig.class)
public final class ResyncEngine implements SyncEngine {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Stages stages;
    private final EngineConfig config;

    /** Newest first. */
    private final Deque<Run> runs = new ArrayDeque<>();

    private int sequence;
    private boolean stopped;

    /** Binds the stages. */
    @Activate
    public ResyncEngine(
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference Mapper mapper,
            @Reference Reconciler reconciler,
            @Reference Catalog catalog,
            EngineConfig config) {
        this(new Stages(integrations, fetcher, mapper, reconciler, catalog, Clock.systemUTC()), config);
    }

    ResyncEngine(Stages stages, EngineConfig config) {
        this.stages = stages;
        this.config = config;
    }

    @Override
    public RunId start(IntegrationId id, Trigger trigger) throws RunRefused {
        var integration = stages.integrations()
                .find(id)
                .orElseThrow(() -> new RunRefused("no integration '" + id + "' is configured; there "
                        + names(stages.integrations().all())));
        switch (integration.state()) {
            case READY -> {}
            case MISSING, FAULTY -> throw new RunRefused(id + " cannot run: " + integration.problem());
        }
        Run run;
        synchronized (this) {
            if (stopped) {
                throw new RunRefused("the platform is stopping");
            }
            var runId = new RunId(ID.format(stages.clock().instant()) + "-" + ++sequence);
            var predecessor = runs.stream()
                    .filter(other -> other.integration().id().equals(id) && !other.over())
                    .findFirst();
            predecessor.ifPresent(other -> other.cancel("run " + runId + " took over"));
            run = new Run(runId, integration, trigger, stages, config, predecessor);
            runs.addFirst(run);
            forget();
        }
        run.start();
        return run.id();
    }

    @Override
    public boolean cancel(RunId id, String reason) {
        return find(id).map(run -> run.cancel(reason)).orElse(false);
    }

    @Override
    public synchronized List<RunReport> recent(int limit) {
        return runs.stream().limit(limit).map(Run::report).toList();
    }

    @Override
    public Optional<RunReport> report(RunId id) {
        return find(id).map(Run::report);
    }

    @Override
    public Optional<RunReport> await(RunId id, Duration atMost) throws InterruptedException {
        var run = find(id);
        if (run.isPresent()) {
            run.get().await(atMost);
        }
        return run.map(Run::report);
    }

    /** Interrupts all runs and waits a little for them. */
    @Deactivate
    void stop() {
        List<Run> running;
        synchronized (this) {
            stopped = true;
            running = runs.stream()
                    .filter(run -> run.cancel("the platform stopped"))
                    .toList();
        }
        var deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        try {
            for (Run run : running) {
                run.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Run> find(RunId id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    private void forget() {
        while (runs.size() > config.runsKept() && runs.getLast().over()) {
            runs.removeLast();
        }
    }

    private static String names(List<Integrations.Integration> all) {
        return all.isEmpty()
                ? "is none: put a file into conf/integrations"
                : "are "
                        + String.join(
                                ", ",
                                all.stream().map(one -> one.id().toString()).toList());
    }
}
