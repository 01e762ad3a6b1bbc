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

/** The engine with a clock of the simulation, which looks for cut off runs when it is told to. */
public final class SimulatedEngine {

    private final ResyncEngine engine;

    /**
     * Makes an engine.
     *
     * @param config attributes that differ from their defaults, by name
     * @param watching whether it looks for cut off runs by itself, each second
     */
    public SimulatedEngine(
            Integrations integrations,
            Fetcher fetcher,
            Mapper mapper,
            Reconciler reconciler,
            Catalog catalog,
            Ledger ledger,
            Clock clock,
            Path data,
            Map<String, Integer> config,
            boolean watching) {
        this.engine = new ResyncEngine(
                new Stages(integrations, fetcher, mapper, reconciler, catalog, ledger, clock),
                config(config),
                new Watchdog(Duration.ofMinutes(30), data.resolve("dumps")),
                watching);
    }

    /** The engine. */
    public SyncEngine engine() {
        return engine;
    }

    /** Goes on with runs that were cut off. */
    public void look() {
        engine.look();
    }

    /** Has runs stop where they are, as when the platform stops. */
    public void stop() {
        engine.stop();
    }

    /** The names of all fail points. */
    public static List<String> failPoints() {
        return Arrays.stream(FailPoint.values()).map(FailPoint::name).toList();
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
