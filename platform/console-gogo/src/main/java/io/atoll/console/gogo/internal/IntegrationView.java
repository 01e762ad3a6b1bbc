package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Integrations.Integration;
import java.util.Locale;

/**
 * A configured instance, as {@code atoll:integrations -o json} prints it in an array.
 *
 * @param id {@code type~instance}
 * @param title the name of the integration for people
 * @param version of its bundle; empty if that is not deployed
 * @param state {@code ready}, {@code missing} or {@code faulty}
 * @param problem what is wrong and what to do; empty if it is ready
 * @param source the file that configures it
 */
record IntegrationView(String id, String title, String version, String state, String problem, String source) {

    static IntegrationView of(Integration integration) {
        return new IntegrationView(
                integration.id().toString(),
                integration.title(),
                integration.version(),
                integration.state().name().toLowerCase(Locale.ROOT),
                integration.problem(),
                integration.source());
    }
}
