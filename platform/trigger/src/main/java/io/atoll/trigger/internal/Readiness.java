package io.atoll.trigger.internal;

import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which integrations could run now: configured, deployed, and with a provider that can be called. */
final class Readiness {

    private final Integrations integrations;
    private final Fetcher fetcher;

    Readiness(Integrations integrations, Fetcher fetcher) {
        this.integrations = integrations;
        this.fetcher = fetcher;
    }

    List<Integration> all() {
        return integrations.all();
    }

    boolean ready(Integration integration) {
        return integration.state() == State.READY
                && fetcher.providers(integration.id()).stream().anyMatch(Readiness::callable);
    }

    /** The names of the components that could be called for an instance. */
    Set<String> providers(IntegrationId id) {
        return fetcher.providers(id).stream()
                .filter(Readiness::callable)
                .map(ProviderStatus::component)
                .collect(Collectors.toSet());
    }

    private static boolean callable(ProviderStatus provider) {
        return switch (provider.state()) {
            case "active", "satisfied" -> true;
            default -> false;
        };
    }
}
