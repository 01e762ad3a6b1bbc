package io.atoll.trigger.internal;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.pipeline.Triggers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * If the platform was started to run once: runs or plans each configured integration once, prints the reports on standard output, and stops
 * the platform.
 *
 * <p>Exit status: 0 if every run was complete; 1 if one was not, or an integration could not run. Of plans: 0 if there is nothing to
 * change; 2 if there is; 1 if a plan could not be made, or not of everything.
 */
@Component(
        service = {},
        immediate = true)
public final class Once {

    private static final Logger log = LoggerFactory.getLogger(Once.class);
    private static final String EXIT_STATUS = "atoll.exit.status";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Readiness readiness;
    private final Deployments deployments;
    private final SyncEngine engine;
    private final @Nullable Thread thread;

    /** The triggers of the instances that are configured to run once. */
    @Reference(target = "(type=ONCE)", policy = ReferencePolicy.DYNAMIC)
    private volatile List<Triggers> single = List.of();

    /** Begins at once, if the platform was started for it. */
    @Activate
    public Once(
            BundleContext context,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference Deployments deployments,
            @Reference SyncEngine engine) {
        this.readiness = new Readiness(integrations, fetcher);
        this.deployments = deployments;
        this.engine = engine;
        var commandLine = CommandLine.of(context);
        if (commandLine.once()) {
            System.getProperties().putIfAbsent(EXIT_STATUS, "1"); // until everything is complete
            this.thread =
                    Thread.ofPlatform().name("atoll-trigger-once").start(() -> work(context, commandLine, System.out));
        } else {
            this.thread = null;
        }
    }

    @Deactivate
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void work(BundleContext context, CommandLine commandLine, PrintStream out) {
        try {
            awaitReadiness();
            end(context, commandLine.plan() ? planAll(commandLine.json(), out) : runAll(commandLine.json(), out));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            log.error("The one run met a defect", defect);
            end(context, 1);
        }
    }

    private int runAll(boolean json, PrintStream out) throws InterruptedException {
        var reports = new Reports();
        var runs = new ArrayList<RunId>();
        for (Integration integration : readiness.all()) {
            try {
                runs.add(start(integration));
            } catch (RunRefused refused) {
                reports.refused(integration, refused.getMessage());
            }
        }
        for (RunId run : runs) {
            reports.add(finished(run));
        }
        out.println(json ? reports.json() : reports.text());
        out.flush();
        return reports.allComplete() ? 0 : 1;
    }

    /** Begins the run of an instance: one that reads only what has changed if it is to run once and in this way. */
    private RunId start(Integration integration) throws RunRefused {
        boolean changesOnly =
                single.stream().anyMatch(one -> one.integration().equals(integration.id()) && one.incremental());
        return changesOnly
                ? engine.incremental(integration.id(), new Trigger.Once())
                : engine.start(integration.id(), new Trigger.Once());
    }

    private int planAll(boolean json, PrintStream out) throws InterruptedException {
        var plans = new Plans(engine);
        var begun = new ArrayList<RunId>();
        for (Integration integration : readiness.all()) {
            try {
                begun.add(engine.plan(integration.id(), new Trigger.Once()));
            } catch (RunRefused refused) {
                plans.refused(integration, refused.getMessage());
            }
        }
        for (RunId plan : begun) {
            plans.add(finished(plan));
        }
        return plans.print(json, out);
    }

    private RunReport finished(RunId run) throws InterruptedException {
        while (true) {
            var report = engine.await(run, Duration.ofMinutes(1)).orElseThrow();
            if (report.status() != Status.RUNNING) {
                return report;
            }
        }
    }

    /** Waits until everything is ready, or nothing has changed for a while after the deploy folder was dealt with. */
    private void awaitReadiness() throws InterruptedException {
        var seen = List.<Integration>of();
        long since = System.nanoTime();
        while (true) {
            List<Integration> all = readiness.all();
            boolean settled = deployments.settled();
            if (settled && !all.isEmpty() && all.stream().allMatch(readiness::ready)) {
                return;
            }
            if (!settled || !all.equals(seen)) {
                seen = all;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static void end(BundleContext context, int status) {
        System.setProperty(EXIT_STATUS, Integer.toString(status));
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException | IllegalStateException stopping) {
            log.debug("The platform stops already", stopping);
        }
    }
}
