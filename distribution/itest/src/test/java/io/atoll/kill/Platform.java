package io.atoll.kill;

import io.atoll.apply.internal.PortCatalog;
import io.atoll.apply.internal.client.ApplyConfig;
import io.atoll.diff.internal.DiskReconciler;
import io.atoll.engine.internal.ProcessEngine;
import io.atoll.ledger.internal.ProcessLedger;
import io.atoll.map.internal.JqMapper;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import io.atoll.test.port.Scenario;
import io.atoll.test.postgres.Database;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The stages of the product with their real files and their real client, without the container. */
final class Platform implements Integrations, AutoCloseable {

    static final IntegrationId ID = new IntegrationId(Scenario.TYPE, Scenario.INSTANCE);

    private static final Map<String, Integer> ENGINE = Map.of(
            "pagesAhead",
            1,
            "mapWorkers",
            1,
            "applyWorkers",
            1,
            "lingerMillis",
            5,
            "deletionBudgetEntities",
            Scenario.BUDGET,
            "deletionBudgetPercent",
            10);

    private final ProcessLedger ledger;
    private final ProcessEngine engine;

    /**
     * Starts it, without any run.
     *
     * @param url of the catalog and the third party
     * @param name by which these know it
     * @param folder for its data
     * @param database of its ledger; empty for a file
     * @param lease how long its leases last
     */
    Platform(URI url, String name, Path folder, Optional<Database> database, Duration lease)
            throws InterruptedException {
        this.ledger = ProcessLedger.open(folder.resolve("ledger"), database, lease);
        this.engine = new ProcessEngine(
                this,
                new PagedFetcher(url, name),
                JqMapper.standard(),
                reconciler(folder),
                new PortCatalog(catalog(url, name), folder),
                ledger.ledger(),
                folder,
                ENGINE);
    }

    SyncEngine engine() {
        return engine.engine();
    }

    /** Has runs stop where they are. */
    void stop() {
        engine.close();
    }

    /** The newest run that the ledger knows of, whoever's it is; not one that could not begin. */
    RunReport noted() {
        return ledger.ledger().recent(1).getFirst();
    }

    @Override
    public void close() {
        stop();
        ledger.close();
    }

    private static DiskReconciler reconciler(Path folder) {
        return new DiskReconciler((BundleContext) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> folder.toString()));
    }

    private static ApplyConfig catalog(URI url, String name) {
        Map<String, Object> set =
                Map.of("baseUrl", url.toString(), "clientId", name, "_clientSecret", "secret", "pageSize", 200);
        return (ApplyConfig) Proxy.newProxyInstance(
                Platform.class.getClassLoader(), new Class<?>[] {ApplyConfig.class}, (proxy, method, arguments) -> {
                    Object value = set.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
    }

    @Override
    public List<Integration> all() {
        return List.of(new Integration(
                ID, "Paged", "1.0.0", State.READY, "", "paged~one.yaml", true, Scenario.mapping(), "as it is"));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }
}
