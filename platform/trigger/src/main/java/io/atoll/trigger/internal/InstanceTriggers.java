package io.atoll.trigger.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Triggers;
import io.atoll.spi.IntegrationId;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the runs of one instance when it is time, on a thread of its own, and answers its {@code POST …/resync}. */
@Component(configurationPid = TriggerConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = TriggerConfig.class, factory = true)
public final class InstanceTriggers implements Triggers {

    private static final Logger log = LoggerFactory.getLogger(InstanceTriggers.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration RESTLESSLY_EVERY = Duration.ofMillis(250);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final IntegrationId id;
    private final Settings settings;
    private final Changelog changelog;
    private final Wishes wishes;
    private final Watch watch;
    private final @Nullable Thread thread;
    private final @Nullable ServiceRegistration<Servlet> route;
    private String trouble = "";

    /** Begins to look, unless the platform was started to run once. */
    @Activate
    public InstanceTriggers(
            BundleContext context,
            Map<String, Object> properties,
            TriggerConfig config,
            @Reference Integrations integrations,
            @Reference Fetcher fetcher,
            @Reference SyncEngine engine,
            @Reference Catalog catalog,
            @Reference Ledger ledger,
            @Reference Mapper mapper)
            throws IOException {
        this.id = new IntegrationId(
                String.valueOf(properties.get("atoll.integration")), String.valueOf(properties.get("atoll.instance")));
        String path = ResyncRoute.path(id);
        Meaning meaning = meaning(config, path);
        this.settings = meaning.settings();
        this.changelog = meaning.changelog();
        var services = new Watch.Services(
                integrations, fetcher, engine, catalog, ledger::opening, mapper::read, Clock.systemUTC());
        var readiness = new Readiness(integrations, fetcher);
        this.wishes = new Wishes(
                id,
                new Notebook(folder(context).resolve(id + ".json")),
                engine,
                services.clock(),
                () -> integrations.find(id).filter(readiness::ready).isPresent());
        this.watch = new Watch(id, settings, services, wishes);
        boolean once = CommandLine.of(context).once();
        this.route = !once && settings.type() == ListenerType.WEBHOOK ? route(context, path, config, engine) : null;
        this.thread = once
                ? null
                : Thread.ofPlatform().name("atoll-trigger-" + id).daemon().start(this::live);
    }

    private static Path folder(BundleContext context) {
        return Path.of(Objects.requireNonNull(context.getProperty("atoll.data")), "trigger");
    }

    /** What the configuration says to the platform, and what to the catalog. */
    private record Meaning(Settings settings, Changelog changelog) {}

    /** With a configuration that makes no sense no run begins by itself; all else of the instance goes on. */
    private Meaning meaning(TriggerConfig config, String path) {
        try {
            return new Meaning(Settings.of(config, id), changelog(config, path));
        } catch (IllegalArgumentException senseless) {
            log.warn(
                    "{}: no run begins by itself, because of the key 'trigger' or conf/trigger.yaml: {}; correct it, and it is read again",
                    id,
                    senseless.getMessage());
            return new Meaning(Settings.NO_RUNS, new Changelog.Nowhere());
        }
    }

    private static Changelog changelog(TriggerConfig config, String path) {
        return switch (ListenerType.of(config.type())) {
            case KAFKA -> new Changelog.Kafka();
            case WEBHOOK -> {
                if (config.appHost().isBlank()) {
                    throw new IllegalArgumentException(
                            "a listener of type WEBHOOK needs appHost, the public address of this platform");
                }
                yield new Changelog.Webhook(config.appHost().replaceAll("/+$", "") + path);
            }
            case POLLING, ONCE, WEBHOOKS_ONLY, ACTIONS_ONLY -> new Changelog.Nowhere();
        };
    }

    private ServiceRegistration<Servlet> route(
            BundleContext context, String path, TriggerConfig config, SyncEngine engine) {
        var callers = new Callers(config._token(), config._secret(), Clock.systemUTC());
        if (!callers.any()) {
            log.warn("{}: POST {} lets nobody in: set token or secret in the key 'trigger'", id, path);
        }
        return context.registerService(
                Servlet.class,
                new ResyncRoute(this, engine, callers),
                FrameworkUtil.asDictionary(Map.of(
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                        "io.atoll.trigger." + id,
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                        path,
                        HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED,
                        true)));
    }

    @Override
    public IntegrationId integration() {
        return id;
    }

    @Override
    public boolean resyncs() {
        return settings.resyncs();
    }

    @Override
    public boolean liveEvents() {
        return settings.liveEvents();
    }

    @Override
    public boolean actions() {
        return settings.actions();
    }

    @Override
    public boolean incremental() {
        return settings.changesOnly() || !settings.incremental().isEmpty();
    }

    @Override
    public Optional<Instant> next() {
        return watch.next();
    }

    @Override
    public Changelog changelog() {
        return changelog;
    }

    @Override
    public void saving(String mapping) {
        wishes.note(notes -> notes.saving(mapping));
    }

    @Override
    public Optional<RunId> request(String why) throws Unwanted {
        requireRuns();
        return wishes.anew(Wish.of(why, true));
    }

    @Override
    public Optional<RunId> request(String why, Message message) throws Unwanted {
        requireRuns();
        return wishes.anew(Wish.of(why, true), message);
    }

    private void requireRuns() throws Unwanted {
        if (!settings.resyncs()) {
            throw new Unwanted(id + " has no runs: its listener is " + settings.type()
                    + " (keys 'type' and 'shouldResync' of 'trigger')");
        }
    }

    private void live() {
        try {
            while (true) {
                Thread.sleep(watch.restless() ? RESTLESSLY_EVERY : LOOK_EVERY);
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            watch.look();
            trouble = "";
        } catch (RuntimeException defect) {
            if (!trouble.equals(defect.toString())) {
                log.warn("The triggers of {} met a defect and look again", id, defect);
            }
            trouble = defect.toString();
        }
    }

    /** Ends the looking and takes the route away. */
    @Deactivate
    void stop() throws InterruptedException {
        if (route != null) {
            route.unregister();
        }
        if (thread != null) {
            thread.interrupt();
            thread.join(STOP_WITHIN);
        }
    }
}
