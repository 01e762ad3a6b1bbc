package io.atoll.engine.internal;

import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Ledger.End;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Reconciler.ComparisonFailure;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Tracer.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One run, on a thread of its own: opens its journal, has its work done, and ends it. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** So long a run that is asked to end waits for the catalog to hear of it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Stages stages;
    private final EngineConfig config;
    private final Machine machine;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong held = new AtomicLong();

    private volatile Assignment assignment;
    private volatile Preparation preparation;
    private volatile boolean begun;
    private volatile boolean opened;
    private volatile @Nullable Long hinderedAt;
    private volatile long epoch = 1;
    private volatile List<Tally> tallies = List.of();
    private volatile @Nullable Ending asked;
    private volatile @Nullable RunReport unnoted;
    private volatile Step step = Step.NONE;

    /**
     * Prepares a run.
     *
     * @param predecessors the runs of the same integration that have to end first
     */
    Run(Assignment assignment, Stages stages, EngineConfig config, Machine machine, List<Run> predecessors) {
        this.assignment = assignment;
        this.stages = assignment.mode() == RunReport.Mode.EFFECT ? stages.replaying() : stages;
        this.config = config;
        this.machine = machine;
        this.preparation = prepared(assignment);
        var earlier = predecessors.stream().map(run -> run.ended).toList(); // not the runs, which a thread would keep
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("atoll-run-" + assignment.run())
                .unstarted(() -> {
                    try (var run = MDC.putCloseable("run", assignment.run().value());
                            var integration = MDC.putCloseable(
                                    "integration", assignment.integration().id().toString())) {
                        live(earlier);
                    } finally {
                        ended.countDown();
                    }
                });
    }

    private Preparation prepared(Assignment what) {
        return new Preparation(what, stages, stages.clock().instant());
    }

    void start() {
        thread.start();
    }

    RunId id() {
        return assignment.run();
    }

    Assignment assignment() {
        return assignment;
    }

    /** Whether it does not wait for its predecessor or its turn any more. */
    boolean begun() {
        return begun;
    }

    boolean over() {
        return ended.getCount() == 0;
    }

    /** Whether the ledger failed, or the catalog before the run could go on, so shortly ago that it is no use to try again. */
    boolean hindered(Duration lately) {
        Long at = hinderedAt;
        return at != null && System.nanoTime() - at < lately.toNanos();
    }

    /** Whether it was asked to end. */
    boolean ending() {
        return asked != null;
    }

    /** Grows as long as the run gets on. */
    long progress() {
        return progress.get();
    }

    /** Takes what the process takes of its machine now. */
    void sampled(Load load) {
        tallies.forEach(tally -> tally.sampled(load));
    }

    /** Asks the run to end so; the first one who asks counts. */
    synchronized boolean end(Ending how) {
        if (over()) {
            return false;
        }
        if (asked == null) {
            asked = how;
        }
        thread.interrupt();
        return true;
    }

    boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The run as the ledger knows it, or as it stands while it goes on. */
    RunReport report() {
        return untold().or(() -> stages.ledger().report(id())).orElseGet(this::live);
    }

    /** What the ledger cannot tell: how it goes on, or the end of a run that could not be noted. */
    Optional<RunReport> untold() {
        return over() ? Optional.ofNullable(unnoted) : Optional.of(live());
    }

    private RunReport live() {
        return report(Status.RUNNING, begun ? "" : "it waits for its turn: others are at work", null);
    }

    private RunReport report(Status status, String reason, @Nullable Instant endedAt) {
        return new RunReport(
                id(),
                assignment.integration().id(),
                assignment.mode(),
                epoch,
                assignment.trigger().label(),
                status,
                reason,
                preparation.startedAt(),
                Optional.ofNullable(endedAt),
                held.get(),
                tallies.stream().map(Tally::report).toList(),
                Deletion.none());
    }

    private void live(List<CountDownLatch> earlier) {
        try {
            for (CountDownLatch one : earlier) {
                one.await();
            }
            try (var turn = machine.turns().take(assignment.byPerson())) {
                begin();
                traced();
            }
        } catch (InterruptedException interrupted) {
            Ending how = asked();
            if (!cancelledForGood(how)) {
                unnoted(Status.INTERRUPTED, how.reason());
            }
        } catch (Leased leased) {
            unnoted(Status.FAILED, leased.getMessage());
        } catch (LedgerFailure unwritable) {
            if (asked != null) { // and interrupted while it waited for the ledger
                unnoted(Status.INTERRUPTED, asked().reason());
            } else {
                hinderedAt = System.nanoTime();
                unnoted(opened ? Status.SUSPENDED : Status.FAILED, unwritable.getMessage());
            }
        } catch (Exception | Error defect) {
            log.warn("Run {} of {} met a defect", id(), assignment.integration().id(), defect);
            unnoted(Status.FAILED, "a defect of the platform: " + defect);
        } finally {
            tallies.forEach(Tally::abandon);
        }
    }

    /** Takes up its work, with the integration as it is configured now. */
    private void begin() throws InterruptedException {
        begun = true; // first: who asks from now on wants what is configured after that
        Assignment now = stages.integrations()
                .find(assignment.integration().id())
                .filter(ready -> ready.state() == State.READY)
                .map(assignment::of)
                .orElse(assignment);
        preparation = prepared(now);
        assignment = now;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Cancels a run that was to go on, and has not yet, in the ledger: else the next look would go on with it. */
    private boolean cancelledForGood(Ending how) {
        if (opened || !assignment.resume() || !(how instanceof Ending.Cancelled)) {
            return false;
        }
        try {
            Optional<Journal> left =
                    stages.ledger().resume(assignment.integration().id());
            if (left.isEmpty()) {
                return false;
            }
            try (Journal journal = left.get()) {
                if (!journal.opening().run().equals(id())) {
                    return false;
                }
                journal.end(End.CANCELLED, how.reason());
                tell(how);
                return true;
            }
        } catch (Leased | Fenced | LedgerFailure untold) {
            log.debug("Run {} cannot be cancelled in the ledger", id(), untold);
            return false;
        }
    }

    private void traced() throws Leased, InterruptedException {
        step = stages.tracer()
                .begin(
                        "run",
                        Map.of(
                                "run",
                                id().value(),
                                "integration",
                                assignment.integration().id().toString(),
                                "mode",
                                assignment.mode().name().toLowerCase(Locale.ROOT),
                                "trigger",
                                assignment.trigger().label()));
        try (Step traced = step) {
            work();
        } catch (LedgerFailure unwritable) {
            step.failed(unwritable.getMessage());
            throw unwritable;
        }
    }

    private Ending asked() {
        Ending how = asked;
        return how == null ? new Ending.Suspended("the platform stopped") : how;
    }

    /** Keeps the story of a run that is not in the ledger. */
    private void unnoted(Status status, String reason) {
        unnoted = report(status, reason, stages.clock().instant());
        step.failed(reason);
        log.warn("Run {} of {} is {}: {}", id(), assignment.integration().id(), status, reason);
    }

    private void work() throws Leased, InterruptedException {
        Optional<Installation> installation = Optional.empty();
        Mapping mapping;
        try {
            installation = preparation.installation();
            mapping = preparation.mapping(installation);
        } catch (CatalogException failed) {
            failedEarly(failed.getMessage());
            return;
        } catch (MalformedMapping malformed) {
            failedEarly("the mapping is not valid:\n" + malformed.getMessage());
            return;
        }
        tallies = preparation.resources(mapping).stream()
                .map(resource -> new Tally(resource, progress, new Meter(stages.clock())))
                .toList();
        new Trials(stages.tests(), assignment.integration().id()).run(mapping, tallies);
        try (Journal journal = preparation.journal(mapping)) {
            opened = true;
            epoch = journal.epoch();
            FailPoint.RUN_OPENED.pass();
            Optional<String> outdated = preparation.outdated(journal, mapping);
            Ending ending =
                    outdated.isPresent() ? new Ending.Cancelled(outdated.get()) : told(journal, installation, mapping);
            settle(journal, installation, ending);
        } catch (Fenced fenced) {
            log.warn(
                    "Run {} of {} stops here: {}",
                    id(),
                    assignment.integration().id(),
                    fenced.getMessage());
        }
    }

    /** A run that could not even begin is remembered nevertheless. */
    private void failedEarly(String reason) throws Leased, InterruptedException {
        if (assignment.resume()) {
            hinderedAt = System.nanoTime();
            unnoted(Status.SUSPENDED, reason);
            return;
        }
        try (Journal journal = stages.ledger().begin(preparation.opening(null))) {
            journal.end(End.FAILED, reason);
            tell(new Ending.Failed(reason));
        } catch (Fenced fenced) {
            unnoted(Status.FAILED, reason);
        }
    }

    private Ending told(Journal journal, Optional<Installation> installation, Mapping mapping) throws Fenced {
        boolean telling = telling() && installation.isPresent();
        try (var lane = machine.pace().join()) {
            if (telling) {
                installation.orElseThrow().runStarted(live());
            }
            var means = new Work.Means(
                    stages,
                    config,
                    machine.memory(),
                    lane,
                    assignment.integration(),
                    installation.map(unguarded -> unguarded.guarded(() -> leave(journal))),
                    mapping,
                    journal,
                    tallies,
                    held,
                    step,
                    () -> {
                        if (telling) {
                            installation.orElseThrow().runProgress(live());
                        }
                    });
            return kind().carryOut(means);
        } catch (InterruptedException interrupted) {
            return asked();
        } catch (CatalogException failed) {
            return failed.getCause() instanceof LedgerFailure unwritable
                    ? unwritable(unwritable.getMessage())
                    : new Ending.Failed(failed.getMessage());
        } catch (MalformedMapping malformed) {
            return new Ending.Failed("the mapping is not valid any more:\n" + malformed.getMessage());
        } catch (LedgerFailure unwritable) {
            if (asked != null && Thread.interrupted()) {
                return asked();
            }
            return unwritable(unwritable.getMessage());
        } catch (ComparisonFailure unwritable) {
            return unwritable(unwritable.getMessage());
        } catch (Fenced fenced) {
            throw fenced;
        } catch (Exception | Error defect) {
            log.warn("Run {} of {} met a defect", id(), assignment.integration().id(), defect);
            return new Ending.Failed("a defect of the platform: " + defect);
        }
    }

    /** A disk that is full today has room tomorrow: the run goes on then. */
    private Ending unwritable(String reason) {
        hinderedAt = System.nanoTime();
        return new Ending.Suspended(reason);
    }

    private static Duration leave(Journal journal) throws CatalogException {
        try {
            return journal.ensureHeld();
        } catch (Fenced | LedgerFailure lost) {
            throw new CatalogException(String.valueOf(lost.getMessage()), lost);
        }
    }

    /** Whether the catalog is told how the run goes: it knows of full runs, and of what belongs to them. */
    private boolean telling() {
        return switch (assignment.mode()) {
            case FULL, APPLY, APPROVED -> true;
            case PLAN, EFFECT, INCREMENTAL -> false;
        };
    }

    private Work kind() {
        return switch (assignment.mode()) {
            case FULL, PLAN -> new Resync();
            case EFFECT ->
                new Resync(new Since(stages.ledger(), assignment.basis().orElseThrow()));
            case INCREMENTAL -> new Incremental();
            case APPLY -> new Application(assignment.basis().orElseThrow());
            case APPROVED -> new Approval(assignment.basis().orElseThrow());
        };
    }

    private void settle(Journal journal, Optional<Installation> installation, Ending ending) throws Fenced {
        switch (ending) {
            case Ending.Finished finished -> journal.end(End.FINISHED, "");
            case Ending.Cancelled cancelled -> journal.end(End.CANCELLED, cancelled.reason());
            case Ending.Failed failed -> journal.end(End.FAILED, failed.reason());
            case Ending.Suspended suspended -> unnoted = report(Status.SUSPENDED, suspended.reason(), null);
        }
        FailPoint.RUN_ENDED.pass();
        tell(ending);
        if (telling() && installation.isPresent()) {
            var words = Thread.ofVirtual()
                    .name("atoll-run-" + id() + "-end")
                    .start(() -> tell(installation.get(), noted(ending)));
            try {
                if (asked == null) {
                    words.join();
                } else if (!words.join(LAST_WORDS)) {
                    words.interrupt();
                }
            } catch (InterruptedException interrupted) {
                words.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(Installation installation, RunReport report) {
        try {
            installation.runEnded(report);
        } catch (CatalogException | RuntimeException untold) {
            log.warn(
                    "The catalog could not be told that run {} of {} ended: {}",
                    id(),
                    assignment.integration().id(),
                    String.valueOf(untold.getMessage()));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private RunReport noted(Ending ending) {
        return ending instanceof Ending.Suspended
                ? report(Status.SUSPENDED, ending.reason(), null)
                : stages.ledger().report(id()).orElseGet(this::live);
    }

    private void tell(Ending ending) {
        var report = noted(ending);
        String counts = report.kinds().stream()
                .map(kind -> kind.label() + " " + kind.fetched())
                .toList()
                .toString();
        if (report.status() == Status.COMPLETE) {
            log.info(
                    "Run {} of {} is complete: fetched {}, deleted {}",
                    id(),
                    report.integration(),
                    counts,
                    report.deletion().deleted());
        } else {
            step.failed(report.status() + ": " + report.reason());
            log.warn(
                    "Run {} of {} is {}: {}; fetched {}",
                    id(),
                    report.integration(),
                    report.status(),
                    report.reason(),
                    counts);
        }
    }
}
