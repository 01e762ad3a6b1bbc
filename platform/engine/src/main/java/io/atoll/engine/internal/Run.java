package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.End;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Part;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run, on a thread of its own: opens its journal, has its work done, and ends it. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final Assignment assignment;
    private final Stages stages;
    private final EngineConfig config;
    private final Instant startedAt;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong held = new AtomicLong();

    private volatile boolean begun;
    private volatile long epoch = 1;
    private volatile List<Tally> tallies = List.of();
    private volatile @Nullable Ending asked;
    private volatile @Nullable RunReport unnoted;

    /**
     * Prepares a run.
     *
     * @param predecessor a run of the same integration that has to end first
     */
    Run(Assignment assignment, Stages stages, EngineConfig config, Optional<Run> predecessor) {
        this.assignment = assignment;
        this.stages = stages;
        this.config = config;
        this.startedAt = stages.clock().instant();
        this.thread = Thread.ofVirtual().name("atoll-run-" + assignment.run()).unstarted(() -> {
            try {
                live(predecessor);
            } finally {
                ended.countDown();
            }
        });
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

    /** Whether it does not wait for its predecessor any more. */
    boolean begun() {
        return begun;
    }

    boolean over() {
        return ended.getCount() == 0;
    }

    /** Grows as long as the run gets on. */
    long progress() {
        return progress.get();
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
        RunReport alone = unnoted;
        if (over()) {
            return alone != null ? alone : stages.ledger().report(id()).orElseGet(this::live);
        }
        return live();
    }

    private RunReport live() {
        return report(Status.RUNNING, "", null);
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
                startedAt,
                Optional.ofNullable(endedAt),
                held.get(),
                tallies.stream().map(Tally::report).toList(),
                Deletion.none());
    }

    private void live(Optional<Run> predecessor) {
        try {
            if (predecessor.isPresent()) {
                predecessor.get().ended.await();
            }
            begun = true;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            work();
        } catch (InterruptedException interrupted) {
            Ending how = asked();
            unnoted(Status.INTERRUPTED, how.reason());
        } catch (Leased leased) {
            unnoted(Status.FAILED, leased.getMessage());
        } catch (Exception | Error defect) {
            log.warn("Run {} of {} met a defect", id(), assignment.integration().id(), defect);
            unnoted(Status.FAILED, "a defect of the platform: " + defect);
        } finally {
            tallies.forEach(Tally::abandon);
        }
    }

    private Ending asked() {
        Ending how = asked;
        return how == null ? new Ending.Suspended("the platform stopped") : how;
    }

    /** Keeps the story of a run that is not in the ledger. */
    private void unnoted(Status status, String reason) {
        unnoted = report(status, reason, stages.clock().instant());
        log.warn("Run {} of {} is {}: {}", id(), assignment.integration().id(), status, reason);
    }

    private void work() throws Leased, InterruptedException {
        Optional<Installation> installation = Optional.empty();
        Mapping mapping;
        try {
            installation = installation();
            mapping = mapping(installation);
        } catch (CatalogException failed) {
            failedEarly(failed.getMessage());
            return;
        } catch (MalformedMapping malformed) {
            failedEarly("the mapping is not valid:\n" + malformed.getMessage());
            return;
        }
        tallies = reads(mapping).stream()
                .map(resource -> new Tally(resource, progress))
                .toList();
        try (Journal journal = journal(mapping)) {
            epoch = journal.epoch();
            FailPoint.RUN_OPENED.pass();
            Optional<String> outdated = outdated(journal, mapping);
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

    private Optional<Installation> installation() throws CatalogException, InterruptedException {
        Integration integration = assignment.integration();
        if (assignment.mode() == Mode.PLAN) {
            return stages.catalog().find(integration);
        }
        return Optional.of(stages.catalog().install(integration, defaults()));
    }

    private Defaults defaults() {
        return stages.integrations().defaults(assignment.integration().id()).orElse(new Defaults(List.of(), null));
    }

    private Mapping mapping(Optional<Installation> installation)
            throws CatalogException, InterruptedException, MalformedMapping {
        if (installation.isPresent()) {
            return Mappings.read(stages.mapper(), installation.get(), assignment.integration());
        }
        var document = assignment.integration().mapping();
        if (document == null) {
            document = defaults().mapping();
        }
        return stages.mapper().read(document == null ? JsonNodeFactory.instance.objectNode() : document);
    }

    private Journal journal(Mapping mapping) throws Leased {
        if (assignment.resume()) {
            var resumed = stages.ledger().resume(assignment.integration().id());
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        return stages.ledger().begin(opening(mapping));
    }

    private Opening opening(@Nullable Mapping mapping) {
        Integration integration = assignment.integration();
        return new Opening(
                id(),
                integration.id(),
                assignment.mode(),
                assignment.trigger().label(),
                assignment.allowance(),
                integration.version(),
                integration.configuration(),
                mapping == null ? "" : mapping.hash(),
                mapping == null
                        ? List.of()
                        : reads(mapping).stream()
                                .map(resource -> new Part(
                                        resource.label(), resource.kind().name()))
                                .toList(),
                startedAt);
    }

    /** The resources that are read: none, if the changes are known already. */
    private List<Resource> reads(Mapping mapping) {
        return switch (assignment.mode()) {
            case FULL, PLAN -> mapping.resources();
            case APPLY, APPROVED -> List.of();
        };
    }

    /** A run that could not even begin is remembered nevertheless. */
    private void failedEarly(String reason) throws Leased, InterruptedException {
        if (assignment.resume()) {
            unnoted(Status.SUSPENDED, reason);
            return;
        }
        try (Journal journal = stages.ledger().begin(opening(null))) {
            journal.end(End.FAILED, reason);
            tell(new Ending.Failed(reason));
        } catch (Fenced fenced) {
            unnoted(Status.FAILED, reason);
        }
    }

    /** Why a run that was cut off cannot go on; empty if it can. */
    private Optional<String> outdated(Journal journal, Mapping mapping) {
        if (!journal.resumed()) {
            return Optional.empty();
        }
        Opening then = journal.opening();
        Integration now = assignment.integration();
        if (then.mode() != Mode.FULL) {
            return Optional.of("it was cut off; begin it anew");
        }
        if (!then.mapping().equals(mapping.hash())) {
            return Optional.of("it was cut off, and the mapping was changed since");
        }
        if (!then.configuration().equals(now.configuration())) {
            return Optional.of("it was cut off, and the configuration was changed since");
        }
        if (!then.version().equals(now.version())) {
            return Optional.of("it was cut off, and the integration is of version " + now.version() + " now");
        }
        return Optional.empty();
    }

    private Ending told(Journal journal, Optional<Installation> installation, Mapping mapping) throws Fenced {
        boolean telling = assignment.mode() != Mode.PLAN && installation.isPresent();
        try {
            if (telling) {
                installation.orElseThrow().runStarted(live());
            }
            var means = new Work.Means(
                    stages, config, assignment.integration(), installation, mapping, journal, tallies, held, () -> {
                        if (telling) {
                            installation.orElseThrow().runProgress(live());
                        }
                    });
            return kind().carryOut(means);
        } catch (InterruptedException interrupted) {
            return asked();
        } catch (CatalogException failed) {
            return new Ending.Failed(failed.getMessage());
        } catch (MalformedMapping malformed) {
            return new Ending.Failed("the mapping is not valid any more:\n" + malformed.getMessage());
        } catch (Fenced fenced) {
            throw fenced;
        } catch (Exception | Error defect) {
            log.warn("Run {} of {} met a defect", id(), assignment.integration().id(), defect);
            return new Ending.Failed("a defect of the platform: " + defect);
        }
    }

    private Work kind() {
        return switch (assignment.mode()) {
            case FULL, PLAN -> new Resync();
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
        if (assignment.mode() != Mode.PLAN && installation.isPresent()) {
            try {
                installation.get().runEnded(noted(ending));
            } catch (CatalogException untold) {
                log.warn(
                        "The catalog could not be told that run {} of {} ended: {}",
                        id(),
                        assignment.integration().id(),
                        untold.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
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
