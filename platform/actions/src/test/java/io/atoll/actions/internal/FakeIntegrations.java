package io.atoll.actions.internal;

import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Optional;

/** One configured instance, {@code space~a}. */
final class FakeIntegrations implements Integrations {

    static final IntegrationId A = new IntegrationId("space", "a");

    volatile State state = State.READY;

    @Override
    public List<Integration> all() {
        return List.of(new Integration(A, "Space", "1.0.0", state, "", "space~a.yaml", false, null, "1"));
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.empty();
    }
}
