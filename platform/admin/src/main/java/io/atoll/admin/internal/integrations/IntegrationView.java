package io.atoll.admin.internal.integrations;

import io.atoll.operation.Help;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;

/** A configured instance. */
public record IntegrationView(
        @Help("type~instance") String id,
        @Help("the name of the integration for people") String title,

        @Help("the version of its bundle; empty if that is not deployed")
        String version,

        @Help("whether it can run") Integrations.State state,

        @Help("what is wrong, where, and what to do; empty if it is ready")
        String problem,

        @Help("the file that configures it") String source,

        @Help("whether a run is wanted when it becomes ready for the first time")
        boolean resyncOnStart,

        @Help("whether its configuration brings the mapping; else the catalog's record of it holds it")
        boolean ownMapping) {

    /** How people see it. */
    public static IntegrationView of(Integration integration) {
        return new IntegrationView(
                integration.id().toString(),
                integration.title(),
                integration.version(),
                integration.state(),
                integration.problem(),
                integration.source(),
                integration.resyncOnStart(),
                integration.mapping() != null);
    }
}
