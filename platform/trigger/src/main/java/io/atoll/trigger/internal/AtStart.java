package io.atoll.trigger.internal;

import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one run of each integration that asks for it, when it becomes ready for the first time since the platform started. */
@Component(
        service = {},
        immediate = true)
public final class AtStart {

    private static final Logger log = LoggerFactory.getLogger(AtStart.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Readiness readiness;
    private final SyncEngine engine;
    private final Set<IntegrationId> begun = new HashSet<>();
    private final @Nullable Thread thread;

    /** Begins to look, unless the platform was started to run once. */
    @Activate
    public AtStart(
            BundleContext context,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference SyncEngine engine) {
        this.readiness = new Readiness(integrations, fetcher);
        this.engine = engine;
        this.thread = CommandLine.of(context).once()
                ? null
                : Thread.ofPlatform().name("atoll-trigger-at-start").daemon().start(this::watch);
    }

    AtStart(Readiness readiness, SyncEngine engine) {
        this.readiness = readiness;
        this.engine = engine;
        this.thread = null;
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what became ready since the last look. */
    void look() {
        try {
            for (Integration integration : readiness.all()) {
                if (integration.resyncOnStart() && !begun.contains(integration.id()) && readiness.ready(integration)) {
                    engine.start(integration.id(), new Trigger.AtStart());
                    begun.add(integration.id());
                }
            }
        } catch (RunRefused refused) {
            log.debug("Not ready after all, the next look tries again: {}", refused.getMessage());
        } catch (RuntimeException defect) {
            log.warn("The trigger at start met a defect", defect);
        }
    }

    @Deactivate
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
