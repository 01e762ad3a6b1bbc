package io.atoll.trigger.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** The triggers of an instance without a container; they look when they are told to. */
public final class ReplayedTriggers {

    private final Wishes wishes;
    private final Watch watch;

    /** Those of an instance, by some keys of the configuration and the defaults of the others. */
    public ReplayedTriggers(
            IntegrationId id,
            Map<String, Object> keys,
            Integrations integrations,
            Fetcher fetcher,
            SyncEngine engine,
            Catalog catalog,
            Ledger ledger,
            Mapper mapper,
            Path data)
            throws IOException {
        var config = (TriggerConfig) Proxy.newProxyInstance(
                TriggerConfig.class.getClassLoader(),
                new Class<?>[] {TriggerConfig.class},
                (proxy, method, none) -> keys.getOrDefault(
                        method.getName(), Objects.requireNonNull(method.getDefaultValue(), method.getName())));
        var clock = Clock.systemUTC();
        this.wishes = new Wishes(id, new Notebook(data.resolve("notes.json")), engine, clock, () -> true);
        this.watch = new Watch(
                id,
                Settings.of(config, id),
                new Watch.Services(integrations, fetcher, engine, catalog, ledger::opening, mapper::read, clock),
                wishes);
    }

    /** Looks once. */
    public void look() throws InterruptedException {
        watch.look();
    }

    /** Hears that somebody wants a run. */
    public void hear(String why) {
        RunId ignored = wishes.anew(Wish.of(why, true)).orElseThrow();
    }
}
