package io.atoll.fetch.internal;

import io.atoll.model.Resource;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for all records of a resource's kind. */
final class KindRequest implements ResyncRequest {

    private final IntegrationId integration;
    private final Resource resource;
    private final Optional<Instant> changedSince;
    private volatile @Nullable Misconfigured refusal;

    KindRequest(IntegrationId integration, Resource resource, Optional<Instant> changedSince) {
        this.integration = integration;
        this.resource = resource;
        this.changedSince = changedSince;
    }

    @Override
    public IntegrationId integration() {
        return integration;
    }

    @Override
    public Kind kind() {
        return resource.kind();
    }

    @Override
    public <S extends Record> S selector(Class<S> type) throws Misconfigured {
        try {
            return Selector.bind(resource, type);
        } catch (Misconfigured e) {
            refusal = e;
            throw e;
        }
    }

    @Override
    public Optional<Instant> changedSince() {
        return changedSince;
    }

    /** Whether a failure is about the selector, and so about this resource alone. */
    boolean refusedSelector(Throwable failure) {
        return failure == refusal;
    }
}
