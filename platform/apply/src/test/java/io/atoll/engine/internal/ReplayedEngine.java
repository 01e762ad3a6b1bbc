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

/** The engine as it is configured by default, without a container; entities wait for a full bulk however slow the machine is. */
public final class ReplayedEngine {

    private static final int PATIENCE_MILLIS = 60_000;

    private ReplayedEngine() {}

    /** One over these stages. */
    public static SyncEngine over(
            Integrations integrations,
            Fetcher fetcher,
            Mapper mapper,
            Reconciler reconciler,
            Catalog catalog,
            Ledger ledger,
            Path data) {
        var config = (EngineConfig) Proxy.newProxyInstance(
                EngineConfig.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lingerMillis") ? PATIENCE_MILLIS : method.getDefaultValue());
        return new ResyncEngine(
                new Stages(integrations, fetcher, mapper, reconciler, catalog, ledger, Clock.systemUTC()),
                config,
                new Watchdog(Duration.ofMinutes(30), data.resolve("dumps")),
                false);
    }
}
