package io.atoll.health.internal;

import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.rate.RateBudget;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of the platform, found out when they are asked for.
 *
 * <p>Those of runs have the names and labels that Ocean gives them, and the label {@code integration} besides; they are those of the newest
 * full run of each integration, so that nothing adds up over runs and kinds that are gone are gone. All others begin with {@code atoll_},
 * {@code jvm_} or {@code process_}.
 */
@Component(service = Metrics.class)
public final class Metrics {

    private static final Logger log = LoggerFactory.getLogger(Metrics.class);
    private static final Set<RunReport.Mode> FULL = Set.of(RunReport.Mode.FULL);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable SyncEngine engine;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Integrations integrations;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Catalog catalog;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Inbox inbox;

    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<ActionDesk> desks = List.of();

    @Reference(
            service = RateBudget.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, RateBudget>> budgets = List.of();

    private final Readiness readiness;
    private final Clock clock;

    /** Knows nothing yet. */
    @Activate
    public Metrics(@Reference Readiness readiness) {
        this(readiness, Clock.systemUTC());
    }

    Metrics(Readiness readiness, Clock clock) {
        this.readiness = readiness;
        this.clock = clock;
    }

    /** All metrics, as they are now. */
    MetricSnapshots now() {
        var gauges = new Gauges();
        SyncEngine runs = engine;
        Integrations configured = integrations;
        if (runs != null && configured != null) {
            for (Integration integration : configured.all()) {
                runs.recent(integration.id(), FULL, 1).forEach(run -> new RunGauges(gauges, run).add(clock.instant()));
            }
        }
        platform(gauges);
        Inbox events = inbox;
        if (events != null) {
            events(events, gauges);
        }
        budgets.forEach(budget -> new BudgetGauges(gauges, budget.getKey()).add(budget.getValue()));
        process(gauges);
        return gauges.snapshots();
    }

    private void platform(Gauges gauges) {
        readiness
                .checks()
                .forEach((check, passes) -> gauges.set(
                        "atoll_ready",
                        "Whether a part of the platform is ready: 1 or 0.",
                        passes ? 1 : 0,
                        "check",
                        check));
        Integrations configured = integrations;
        if (configured != null) {
            for (Integration integration : configured.all()) {
                if (integration.state() == Integrations.State.DISABLED) {
                    continue; // as it is wanted
                }
                gauges.set(
                        "atoll_integration_ready",
                        "Whether an integration that is not disabled can run: 1, or 0 and why not.",
                        integration.state() == Integrations.State.READY ? 1 : 0,
                        "integration",
                        integration.id().toString(),
                        "state",
                        integration.state().name().toLowerCase(Locale.ROOT));
            }
        }
        Catalog present = catalog;
        if (present != null) {
            var access = present.access();
            for (Catalog.Access.State state : Catalog.Access.State.values()) {
                gauges.set(
                        "atoll_catalog_access",
                        "How the way to the catalog stands: 1 for the state that it is in.",
                        access.state() == state ? 1 : 0,
                        "state",
                        state.name().toLowerCase(Locale.ROOT));
            }
        }
        for (ActionDesk desk : desks) {
            List<ActionDesk.Run> open = desk.runs();
            for (ActionDesk.State state : ActionDesk.State.values()) {
                gauges.set(
                        "atoll_action_runs",
                        "How many runs of actions are in a state.",
                        (double) open.stream()
                                .filter(run -> run.state() == state)
                                .count(),
                        "integration",
                        desk.integration().toString(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void events(Inbox inbox, Gauges gauges) {
        try {
            inbox.counts().forEach((lane, counts) -> {
                for (Inbox.State state : Inbox.State.values()) {
                    gauges.set(
                            "atoll_live_events",
                            "How many live events are in a state; those done are forgotten after a while.",
                            (double) counts.getOrDefault(state, 0L),
                            "integration",
                            lane.integration().toString(),
                            "path",
                            lane.path(),
                            "state",
                            state.name().toLowerCase(Locale.ROOT));
                }
            });
        } catch (LedgerFailure unreadable) {
            log.debug("Live events cannot be counted", unreadable);
        }
    }

    private static void process(Gauges gauges) {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        gauges.set("jvm_memory_heap_used_bytes", "Memory of objects in use.", (double) heap.getUsed());
        gauges.set("jvm_memory_heap_max_bytes", "Memory that objects may use; -1 if it is not bounded.", (double)
                heap.getMax());
        gauges.set(
                "jvm_threads",
                "Threads of the machine.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        gauges.set(
                "process_uptime_seconds",
                "Time since the process began.",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }
}
