package io.atoll.engine.internal;

import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.RelationTargets;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: the five verbs in order, on a thread of its own. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final RunId id;
    private final Integration integration;
    private final Trigger trigger;
    private final Stages stages;
    private final EngineConfig config;
    private final Instant startedAt;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile List<Tally> tallies = List.of();
    private volatile long held;
    private volatile Deletion deletion = Deletion.none();
    private volatile Ending ending = new Ending(Status.RUNNING, "", null);
    private volatile @Nullable String cancelled;

    /**
     * Prepares a run.
     *
     * @param predecessor a run of the same integration that has to end first
     */
    Run(
            RunId id,
            Integration integration,
            Trigger trigger,
            Stages stages,
            EngineConfig config,
            Optional<Run> predecessor) {
        this.id = id;
        this.integration = integration;
        this.trigger = trigger;
        this.stages = stages;
        this.config = config;
        this.startedAt = stages.clock().instant();
        this.thread = Thread.ofVirtual().name("atoll-run-" + id).unstarted(() -> {
            try {
                end(live(predecessor));
            } finally {
                ended.countDown();
            }
        });
    }

    void start() {
        thread.start();
    }

    RunId id() {
        return id;
    }

    Integration integration() {
        return integration;
    }

    boolean over() {
        return ended.getCount() == 0;
    }

    /** Asks the run to end; the first reason counts. */
    synchronized boolean cancel(String reason) {
        if (over()) {
            return false;
        }
        if (cancelled == null) {
            cancelled = reason;
        }
        thread.interrupt();
        return true;
    }

    boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    RunReport report() {
        Ending now = ending;
        return new RunReport(
                id,
                integration.id(),
                trigger.label(),
                now.status(),
                now.reason(),
                startedAt,
                Optional.ofNullable(now.at()),
                held,
                tallies.stream().map(Tally::report).toList(),
                deletion);
    }

    private Ending live(Optional<Run> predecessor) {
        try {
            if (predecessor.isPresent()) {
                predecessor.get().ended.await();
            }
            return resync();
        } catch (InterruptedException interrupted) {
            return ending(Status.INTERRUPTED, Optional.ofNullable(cancelled).orElse("the platform stopped"));
        } catch (CatalogException failed) {
            return ending(Status.FAILED, failed.getMessage());
        } catch (MalformedMapping malformed) {
            return ending(Status.FAILED, "the mapping is not valid:\n" + malformed.getMessage());
        } catch (Exception | Error defect) {
            log.warn("Run {} of {} met a defect", id, integration.id(), defect);
            return ending(Status.FAILED, "a defect of the platform: " + defect);
        }
    }

    private Ending resync() throws Exception {
        var defaults = stages.integrations().defaults(integration.id()).orElse(new Defaults(List.of(), null));
        var installation = stages.catalog().install(integration, defaults);
        var mapping = mapping(installation, integration);
        tallies = mapping.resources().stream().map(Tally::new).toList();
        installation.runStarted(id.value());
        Ending result;
        try (Reconciliation reconciliation = stages.reconciler().begin(relationTargets(installation))) {
            installation.owned(reconciliation::held);
            held = reconciliation.heldCount();
            result = resync(installation, mapping, reconciliation);
        } catch (InterruptedException interrupted) {
            tell(installation, "aborted");
            throw interrupted;
        } catch (Exception | Error failed) {
            tell(installation, "failed");
            throw failed;
        } finally {
            tallies.forEach(Tally::abandon);
        }
        tell(installation, wire(result.status()));
        return result;
    }

    private Ending resync(Installation installation, Mapping mapping, Reconciliation reconciliation) throws Exception {
        var conduit =
                new Conduit(stages.fetcher(), reconciliation, installation, mapping.options(), id.value(), config);
        var produced = new ArrayList<Certificate.Produced>();
        for (Tally tally : tallies) {
            Resource resource = tally.resource();
            RecordMapper recordMapper = stages.mapper().prepare(resource, integration.id());
            tally.begin();
            var fetched = conduit.flow(recordMapper, tally);
            fetched.gaps().forEach(tally::gap);
            tally.end();
            if (fetched.left()) {
                return ending(Status.INTERRUPTED, reasons(fetched.gaps()));
            }
            if (fetched.fatal()) {
                return ending(Status.FAILED, resource.label() + ": " + reasons(fetched.gaps()));
            }
            produced.add(new Certificate.Produced(
                    resource.label(), tally.complete(), recordMapper.blueprint().map(Set::of)));
        }
        var now = stages.integrations().find(integration.id());
        var certificate = Certificate.issue(new Certificate.Evidence(
                integration,
                now,
                mapping.hash(),
                mapping(installation, now.orElse(integration)).hash(),
                produced));
        long allowance = trigger instanceof Trigger.Manual manual ? manual.deletionAllowance() : 0;
        long budget = Deletions.budget(config, held, mapping.options().deletionThreshold(), allowance);
        deletion = new Deletions(installation, reconciliation, mapping.options(), id.value())
                .carryOut(certificate, budget);
        return judge(produced);
    }

    private Ending judge(List<Certificate.Produced> produced) {
        var incomplete = produced.stream()
                .filter(kind -> !kind.complete())
                .map(Certificate.Produced::label)
                .toList();
        if (!incomplete.isEmpty()) {
            return ending(Status.INCOMPLETE, String.join(", ", incomplete) + " incomplete");
        }
        if (!deletion.pending().isEmpty()) {
            return ending(Status.HELD, deletion.withheld().getLast());
        }
        if (!deletion.withheld().isEmpty()) {
            return ending(Status.INCOMPLETE, deletion.withheld().getFirst());
        }
        return ending(Status.COMPLETE, "");
    }

    private Mapping mapping(Installation installation, Integration from)
            throws CatalogException, InterruptedException, MalformedMapping {
        return stages.mapper().read(from.mapping() == null ? installation.mapping() : from.mapping());
    }

    /** Asks the catalog once for each blueprint; what it cannot tell counts as not known. */
    private static RelationTargets relationTargets(Installation installation) {
        var known = new ConcurrentHashMap<String, Map<String, String>>();
        return (blueprint, relation) -> {
            var targets = known.computeIfAbsent(blueprint, name -> {
                try {
                    return installation.relationTargets(name);
                } catch (CatalogException unknown) {
                    return Map.of();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return Map.of();
                }
            });
            return Optional.ofNullable(targets.get(relation));
        };
    }

    private void tell(Installation installation, String status) {
        try {
            installation.runEnded(id.value(), status);
        } catch (CatalogException untold) {
            log.warn(
                    "The catalog could not be told that run {} of {} ended: {}",
                    id,
                    integration.id(),
                    untold.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String wire(Status status) {
        return switch (status) {
            case COMPLETE, HELD -> "completed";
            case INCOMPLETE, FAILED -> "failed";
            case INTERRUPTED, RUNNING -> "aborted";
        };
    }

    private static String reasons(List<Gap> gaps) {
        return gaps.isEmpty()
                ? "not read whole"
                : String.join("; ", gaps.stream().map(Gap::reason).toList());
    }

    private Ending ending(Status status, String reason) {
        return new Ending(status, reason, stages.clock().instant());
    }

    private void end(Ending how) {
        ending = how;
        var report = report();
        String counts = report.kinds().stream()
                .map(kind -> kind.label() + " " + kind.fetched())
                .toList()
                .toString();
        if (how.status() == Status.COMPLETE) {
            log.info(
                    "Run {} of {} is complete: fetched {}, deleted {}",
                    id,
                    integration.id(),
                    counts,
                    deletion.deleted());
        } else {
            log.warn("Run {} of {} is {}: {}; fetched {}", id, integration.id(), how.status(), how.reason(), counts);
        }
    }

    /** How a run ended; without a time while it has not. */
    private record Ending(
            Status status, String reason, @Nullable Instant at) {}
}
