package io.atoll.health.internal;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.SyncEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Whether the platform can do its work: everything that lay in the deploy folder is dealt with, the stages are there, and the catalog lets
 * it in. An integration that cannot run is no reason to take the others away.
 */
@Component(service = Readiness.class)
public final class Readiness {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Deployments deployments;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Integrations integrations;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable SyncEngine engine;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Catalog catalog;

    /** Knows nothing yet. */
    @Activate
    public Readiness() {}

    Readiness(
            @Nullable Deployments deployments,
            @Nullable Integrations integrations,
            @Nullable SyncEngine engine,
            @Nullable Catalog catalog) {
        this.deployments = deployments;
        this.integrations = integrations;
        this.engine = engine;
        this.catalog = catalog;
    }

    /** Each check, and whether it passes. */
    public Map<String, Boolean> checks() {
        Deployments folder = deployments;
        var checks = new LinkedHashMap<String, Boolean>();
        checks.put("deployments", folder != null && folder.settled());
        checks.put("integrations", integrations != null);
        checks.put("engine", engine != null);
        checks.put("catalog", catalog(catalog));
        return checks;
    }

    private static boolean catalog(@Nullable Catalog present) {
        if (present == null) {
            return false;
        }
        return switch (present.access().state()) {
            case OPEN, WAITING -> true;
            case FAILING, REFUSED -> false;
        };
    }
}
