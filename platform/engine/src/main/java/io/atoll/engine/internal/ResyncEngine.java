package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, at most one at a time for each integration, and goes on with those that were cut off.
 *
 * <p>A newer run takes the place of one that is under way; it waits for that to end. Of runs that wait, there is one at most.
 */
@Component(configurationPid = "io.atoll.engine")
@Designate(ocd = EngineConfig.class)
public final class ResyncEngine implements SyncEngine {

    private static final Logger log = LoggerFactory.getLogger(ResyncEngine.class);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HINDERED_FOR = Duration.ofSeconds(5);
    private final Stages stages;
    private final EngineConfig config;
    private final Machine machine;
    private final Watchdog watchdog;
    private final RunIds ids;
    private final boolean resuming;
    private final @Nullable Thread watch;

    /** The runs that are not over, and of each integration the latest that is. */
    private final Map<RunId, Run> runs = new LinkedHashMap<>();

    private boolean stopped;

    /** Binds the stages, and begins to look for runs that were cut off, unless {@code atoll.resume} is {@code false}. */
    @Activate
    public ResyncEngine(
            BundleContext context,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference Mapper mapper,
            @Reference Reconciler reconciler,
            @Reference Catalog catalog,
            @Reference Ledger ledger,
            @Reference Records records,
            @Reference MappingTests tests,
            @Reference CurrentTracer tracer,
            EngineConfig config) {
        this(
                new Stages(
                        integrations,
                        fetcher,
                        mapper,
                        reconciler,
                        catalog,
                        ledger,
                        records,
                        tests,
                        tracer,
                        Clock.systemUTC()),
                config,
                new Watchdog(
                        Duration.ofMinutes(config.stallMinutes()), Watchdog.folder(context.getProperty("atoll.data"))),
                true,
                !"false".equals(context.getProperty("atoll.resume")));
    }

    ResyncEngine(Stages stages, EngineConfig config, Watchdog watchdog, boolean watching) {
        this(stages, config, watchdog, watching, true);
    }

    private ResyncEngine(Stages stages, EngineConfig config, Watchdog watchdog, boolean watching, boolean resuming) {
        this.stages = stages;
        this.config = config;
        this.machine = Machine.of(config);
        this.watchdog = watchdog;
        this.ids = new RunIds(stages.clock());
        this.resuming = resuming;
        this.watch = watching
                ? Thread.ofPlatform().name("atoll-engine-watch").daemon().start(this::watch)
                : null;
    }

    @Override
    public RunId start(IntegrationId id, Trigger trigger) throws RunRefused {
        return begin(id, Mode.FULL, trigger, Optional.empty());
    }

    @Override
    public RunId incremental(IntegrationId id, Trigger trigger) throws RunRefused {
        refuseBesideCutOff(id);
        return begin(id, Mode.INCREMENTAL, trigger, Optional.empty());
    }

    @Override
    public RunId plan(IntegrationId id, Trigger trigger) throws RunRefused {
        return begin(id, Mode.PLAN, trigger, Optional.empty());
    }

    @Override
    public RunId effect(IntegrationId id, JsonNode mapping, Trigger trigger) throws RunRefused {
        ready(id);
        Mapping trial;
        try {
            trial = stages.mapper().read(mapping);
        } catch (MalformedMapping malformed) {
            throw new RunRefused("the mapping is not valid:\n" + malformed.getMessage());
        }
        Recording oldest = trial.resources().stream()
                .flatMap(resource -> stages.records().of(id, resource).stream()
                        .filter(Recording::whole)
                        .limit(1))
                .min(Comparator.comparing(recording -> recording.run().value()))
                .orElseThrow(() -> new RunRefused("no records of " + id
                        + " are kept from which the effect could be told:" + " make a plan, or run it"));
        refuseBesideCutOff(id);
        return begin(id, Mode.EFFECT, trigger, Optional.of(oldest.run()), Optional.of(mapping));
    }

    private void refuseBesideCutOff(IntegrationId id) throws RunRefused {
        RunId cutOff = stages.ledger().unfinished().get(id);
        if (cutOff != null) {
            throw new RunRefused("run " + cutOff + " of " + id + " waits to go on");
        }
    }

    @Override
    public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
        var report = stages.ledger()
                .report(plan)
                .filter(run -> run.mode() == Mode.PLAN || run.mode() == Mode.EFFECT)
                .orElseThrow(() -> new RunRefused("there is no plan " + plan));
        if (report.mode() == Mode.EFFECT) {
            throw new RunRefused(
                    plan + " shows the effect of a mapping on records that were read earlier, and cannot be"
                            + " applied: save the mapping, and plan or run " + report.integration());
        }
        switch (report.status()) {
            case COMPLETE, INCOMPLETE, HELD -> {}
            case RUNNING, SUSPENDED, INTERRUPTED, FAILED ->
                throw new RunRefused(
                        "the plan " + plan + " is not whole: it is " + report.status() + " " + report.reason());
        }
        return begin(report.integration(), Mode.APPLY, trigger, Optional.of(plan));
    }

    @Override
    public RunId approve(RunId run, String by) throws RunRefused {
        var report = waiting(run);
        if (stages.ledger().decide(run, true, by) == 0) {
            throw new RunRefused("nothing of run " + run + " waits for approval");
        }
        return begin(report.integration(), Mode.APPROVED, new Trigger.Manual(by, 0), Optional.of(run));
    }

    @Override
    public long reject(RunId run, String by) throws RunRefused {
        waiting(run);
        long rejected = stages.ledger().decide(run, false, by);
        if (rejected == 0) {
            throw new RunRefused("nothing of run " + run + " waits for approval");
        }
        return rejected;
    }

    /** A run whose deletions can be decided about: the newest of its integration that read everything. */
    private RunReport waiting(RunId run) throws RunRefused {
        var report = stages.ledger().report(run).orElseThrow(() -> new RunRefused("there is no run " + run));
        if (report.mode() == Mode.PLAN) {
            throw new RunRefused(run + " is a plan: apply it, and decide about the run that does it");
        }
        if (report.mode() == Mode.EFFECT) {
            throw new RunRefused(run + " shows the effect of a mapping: nothing of it waits for approval");
        }
        var newest = recent(report.integration(), Set.of(Mode.FULL), 1).stream()
                .map(RunReport::id)
                .filter(id -> id.value().compareTo(run.value()) > 0)
                .findFirst();
        if (newest.isPresent()) {
            throw new RunRefused(
                    "run " + newest.get() + " of " + report.integration() + " is newer: decide about that");
        }
        if (report.deletion().pending().isEmpty()) {
            throw new RunRefused("nothing of run " + run + " waits for approval");
        }
        return report;
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        stages.ledger().changes(run, consumer);
    }

    @Override
    public void failures(RunId run, Consumer<Ledger.Failed> consumer) {
        stages.ledger().failures(run, consumer);
    }

    @Override
    public List<String> certificate(RunId run) {
        return stages.ledger().certificate(run).map(CertificateText::of).orElse(List.of());
    }

    private RunId begin(IntegrationId id, Mode mode, Trigger trigger, Optional<RunId> basis) throws RunRefused {
        return begin(id, mode, trigger, basis, Optional.empty());
    }

    private RunId begin(IntegrationId id, Mode mode, Trigger trigger, Optional<RunId> basis, Optional<JsonNode> trial)
            throws RunRefused {
        Integration integration = ready(id);
        var cutOff = Optional.ofNullable(
                mode == Mode.FULL && resumes(trigger)
                        ? stages.ledger().unfinished().get(id)
                        : null);
        var remembered = stages.ledger().ids(1).stream().findFirst();
        Run run;
        synchronized (this) {
            if (stopped) {
                throw new RunRefused("the platform is stopping");
            }
            var present = of(id).filter(other -> !other.over()).toList();
            runs.values().removeIf(other -> isOf(other, id) && !present.contains(other));
            var sparing = present.stream()
                    .filter(other -> spares(mode, other.assignment()))
                    .findFirst();
            if (sparing.isPresent()) {
                throw new RunRefused("run " + sparing.get().id() + " of " + id + " is under way");
            }
            for (Run other : present) {
                boolean served = other.begun()
                        ? goesOnAlready(other.assignment(), mode, trigger)
                        : serves(other.assignment(), mode, trigger);
                if (served && !other.ending()) {
                    return other.id();
                }
            }
            RunId runId = cutOff.orElseGet(() -> ids.next(remembered));
            for (Run other : present) {
                if (other.id().equals(runId)) {
                    return runId;
                }
                other.end(new Ending.Cancelled("run " + runId + " took over"));
            }
            run = new Run(
                    new Assignment(runId, integration, mode, trigger, basis, trial, cutOff.isPresent()),
                    stages,
                    config,
                    machine,
                    present);
            runs.put(runId, run);
        }
        run.start();
        return run.id();
    }

    private Integration ready(IntegrationId id) throws RunRefused {
        var integration = stages.integrations()
                .find(id)
                .orElseThrow(() -> new RunRefused("no integration '" + id + "' is configured; there "
                        + names(stages.integrations().all())));
        return switch (integration.state()) {
            case READY -> integration;
            case MISSING, FAULTY, DISABLED -> throw new RunRefused(id + " cannot run: " + integration.problem());
        };
    }

    /** Whether a run of a mode must not take the place of another one. */
    private static boolean spares(Mode mode, Assignment present) {
        return switch (mode) {
            case INCREMENTAL -> true;
            case EFFECT -> present.mode() != Mode.EFFECT;
            case FULL, PLAN, APPLY, APPROVED -> false;
        };
    }

    /** Whether a run that waits to begin does what another one is asked for, as soon; one that goes on began before that. */
    private static boolean serves(Assignment waiting, Mode mode, Trigger trigger) {
        return waiting.mode() == mode
                && (mode == Mode.FULL || mode == Mode.PLAN)
                && (!waiting.resume() || resumes(trigger))
                && (!(trigger instanceof Trigger.Manual manual)
                        || (waiting.byPerson() && manual.deletionAllowance() <= waiting.allowance()));
    }

    /** Whether who wants a run that was cut off to go on comes too late for that, as it does already. */
    private static boolean goesOnAlready(Assignment present, Mode mode, Trigger trigger) {
        return mode == Mode.FULL && resumes(trigger) && present.resume();
    }

    /** Whether a run for that reason goes on with one that was cut off, instead of beginning anew. */
    private static boolean resumes(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Manual manual -> false;
            case Trigger.AtStart start -> true;
            case Trigger.Once once -> true;
            case Trigger.Requested requested -> !requested.anew();
        };
    }

    private Stream<Run> of(IntegrationId id) {
        return runs.values().stream().filter(run -> isOf(run, id));
    }

    private static boolean isOf(Run run, IntegrationId id) {
        return run.assignment().integration().id().equals(id);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                look();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on with runs that were cut off and whose integration is back, and ends runs that do not get on. */
    void look() {
        try {
            if (resuming) {
                stages.ledger().unfinished().forEach(this::resume);
            }
            List<Run> running;
            synchronized (this) {
                running = runs.values().stream().filter(run -> !run.over()).toList();
            }
            if (!running.isEmpty()) {
                Load load = Load.now();
                running.forEach(run -> run.sampled(load));
            }
            watchdog.look(running);
        } catch (LedgerFailure away) {
            log.debug("The ledger cannot be read, the next look tries again", away);
        } catch (RuntimeException defect) {
            log.warn("Looking after runs met a defect", defect);
        }
    }

    private void resume(IntegrationId id, RunId cutOff) {
        var integration = stages.integrations().find(id);
        if (integration.isEmpty() || integration.get().state() != State.READY || !provided(id)) {
            return;
        }
        Run run;
        synchronized (this) {
            if (stopped || of(id).anyMatch(other -> !other.over() || other.hindered(HINDERED_FOR))) {
                return;
            }
            run = new Run(
                    new Assignment(cutOff, integration.get(), Mode.FULL, new Trigger.AtStart(), Optional.empty(), true),
                    stages,
                    config,
                    machine,
                    List.of());
            runs.put(run.id(), run);
        }
        log.info("Run {} of {} was cut off and goes on", run.id(), id);
        run.start();
    }

    private boolean provided(IntegrationId id) {
        return !stages.fetcher().providers(id).isEmpty();
    }

    @Override
    public boolean cancel(RunId id, String reason) {
        return find(id).map(run -> run.end(new Ending.Cancelled(reason))).orElse(false);
    }

    @Override
    public List<RunReport> recent(int limit) {
        return latest(known(run -> true), stages.ledger().recent(limit), limit);
    }

    @Override
    public List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        return latest(
                known(run -> isOf(run, integration)
                        && modes.contains(run.assignment().mode())),
                stages.ledger().recent(integration, modes, limit),
                limit);
    }

    @Override
    public List<RunId> ids(int limit) {
        List<RunId> known;
        synchronized (this) {
            known = List.copyOf(runs.keySet());
        }
        return Stream.concat(known.stream(), stages.ledger().ids(limit).stream())
                .distinct()
                .sorted((one, other) -> other.value().compareTo(one.value()))
                .limit(limit)
                .toList();
    }

    /** The runs of this process that the ledger cannot tell about. */
    private List<RunReport> known(Predicate<Run> wanted) {
        List<Run> known;
        synchronized (this) {
            known = runs.values().stream().filter(wanted).toList();
        }
        return known.stream().flatMap(run -> run.untold().stream()).toList();
    }

    private static List<RunReport> latest(List<RunReport> known, List<RunReport> kept, int limit) {
        var reports = new LinkedHashMap<RunId, RunReport>();
        known.forEach(report -> reports.put(report.id(), report));
        kept.forEach(report -> reports.putIfAbsent(report.id(), report));
        return reports.values().stream()
                .sorted((one, other) -> other.id().value().compareTo(one.id().value()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<RunReport> report(RunId id) {
        return find(id).map(Run::report).or(() -> stages.ledger().report(id));
    }

    @Override
    public Optional<RunReport> await(RunId id, Duration atMost) throws InterruptedException {
        var run = find(id);
        if (run.isPresent()) {
            run.get().await(atMost);
        }
        return report(id);
    }

    /** Has all runs stop where they are, to go on when the platform is back, and waits a little for them. */
    @Deactivate
    void stop() {
        List<Run> running;
        synchronized (this) {
            stopped = true;
            running = runs.values().stream()
                    .filter(run -> run.end(new Ending.Suspended("the platform stopped")))
                    .toList();
        }
        if (watch != null) {
            watch.interrupt();
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
        return Optional.ofNullable(runs.get(id));
    }

    private static String names(List<Integration> all) {
        return all.isEmpty()
                ? "is none: put a file into conf/integrations"
                : "are "
                        + String.join(
                                ", ",
                                all.stream().map(one -> one.id().toString()).toList());
    }
}
