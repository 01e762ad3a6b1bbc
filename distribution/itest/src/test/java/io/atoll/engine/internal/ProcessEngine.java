package io.atoll.engine.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.SyncEngine;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The engine of a real process, with stages that are wired by hand. */
public final class ProcessEngine implements AutoCloseable {

    private final ResyncEngine engine;

    /**
     * Makes an engine that looks for cut off runs by itself.
     *
     * @param folder for its thread dumps
     * @param config attributes that differ from their defaults, by name
     */
    public ProcessEngine(
            Integrations integrations,
            Fetcher fetcher,
            Mapper mapper,
            Reconciler reconciler,
            Catalog catalog,
            Ledger ledger,
            Path folder,
            Map<String, Integer> config) {
        this.engine = new ResyncEngine(
                new Stages(integrations, fetcher, mapper, reconciler, catalog, ledger, Clock.systemUTC()),
                config(config),
                new Watchdog(Duration.ofMinutes(30), folder.resolve("dumps")),
                true);
    }

    /** The engine. */
    public SyncEngine engine() {
        return engine;
    }

    /** The names of all fail points. */
    public static List<String> failPoints() {
        return Arrays.stream(FailPoint.values()).map(FailPoint::name).toList();
    }

    /** Has runs stop where they are, as when the platform stops. */
    @Override
    public void close() {
        engine.stop();
    }

    private static EngineConfig config(Map<String, Integer> config) {
        return (EngineConfig) Proxy.newProxyInstance(
                EngineConfig.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) -> {
                    Object value = config.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
    }
}
