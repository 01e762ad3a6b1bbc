package io.atoll.spi.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.IntegrationId;
import org.osgi.annotation.versioning.ProviderType;

/** One run of an action, as a person started it. */
@ProviderType
public interface ActionRun {

    /** The catalog's id of the run. */
    String id();

    /** The configured integration that shall carry it out. */
    IntegrationId integration();

    /** The name of the action, as {@link ActionName} has it. */
    String action();

    /** What the person filled in. A copy. */
    ObjectNode properties();

    /** Adds a line to the log of the run that the person sees; holds no secret. */
    void log(String message);
}
