package io.atoll.console.web.internal;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.SyncEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The services that the pages show, those that are there at the moment. */
@Component(service = Platform.class)
public final class Platform {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Integrations integrations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Fetcher fetcher;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Deployments deployments;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SyncEngine engine;

    /** Sees no service until one is there. */
    @Activate
    public Platform() {}

    Platform(
            @Nullable Integrations integrations,
            @Nullable Fetcher fetcher,
            @Nullable Deployments deployments,
            @Nullable SyncEngine engine) {
        this.integrations = integrations;
        this.fetcher = fetcher;
        this.deployments = deployments;
        this.engine = engine;
    }

    Optional<Integrations> integrations() {
        return Optional.ofNullable(integrations);
    }

    Optional<Fetcher> fetcher() {
        return Optional.ofNullable(fetcher);
    }

    Optional<Deployments> deployments() {
        return Optional.ofNullable(deployments);
    }

    Optional<SyncEngine> engine() {
        return Optional.ofNullable(engine);
    }
}
