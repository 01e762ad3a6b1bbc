package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Fetcher.ProviderStatus;
import java.util.List;

/**
 * A provider, or a component that would be one, as {@code atoll:providers -o json} prints it in an array.
 *
 * @param integration {@code type~instance}; empty where it has none yet
 * @param kinds what it reads, with {@code *} for every kind
 * @param except what a generic one leaves to others
 * @param component its name
 * @param bundle symbolic name and version of its bundle
 * @param state {@code active}, {@code satisfied}, {@code unsatisfied} or {@code failed}
 * @param reason why it is not satisfied or failed; else empty
 */
record ProviderView(
        String integration,
        List<String> kinds,
        List<String> except,
        String component,
        String bundle,
        String state,
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
