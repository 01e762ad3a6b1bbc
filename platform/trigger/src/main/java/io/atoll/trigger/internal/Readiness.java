package io.atoll.trigger.internal;

import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import java.util.List;

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
                && fetcher.providers().stream()
                        .filter(provider ->
                                provider.integration().equals(integration.id().toString()))
                        .anyMatch(Readiness::callable);
    }

    private static boolean callable(ProviderStatus provider) {
        return switch (provider.state()) {
            case "active", "satisfied" -> true;
            default -> false;
        };
    }
}
