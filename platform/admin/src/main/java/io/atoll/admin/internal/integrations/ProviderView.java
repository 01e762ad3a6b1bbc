package io.atoll.admin.internal.integrations;

import io.atoll.operation.Help;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import java.util.List;

/** A provider, or a component that would be one. */
public record ProviderView(
        @Help("type~instance; empty where it has none yet") String integration,
        @Help("what it reads, with * for every kind") List<String> kinds,
        @Help("what a generic one leaves to others") List<String> except,
        @Help("its name") String component,
        @Help("symbolic name and version of its bundle") String bundle,
        @Help("active, satisfied, unsatisfied or failed") String state,

        @Help("why it is not satisfied or failed; else empty")
        String reason) {

    static ProviderView of(ProviderStatus provider) {
        return new ProviderView(
                provider.integration(),
                provider.kinds(),
                provider.except(),
                provider.component(),
                provider.bundle(),
                provider.state(),
                provider.reason());
    }
}
