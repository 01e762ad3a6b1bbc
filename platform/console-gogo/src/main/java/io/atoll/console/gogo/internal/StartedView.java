package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;

/**
 * A run that was asked for, as {@code atoll:resync -o json} prints it.
 *
 * @param run its id
 * @param integration {@code type~instance}
 */
record StartedView(String run, String integration) {

    static StartedView of(RunId run, IntegrationId integration) {
        return new StartedView(run.value(), integration.toString());
    }
}
