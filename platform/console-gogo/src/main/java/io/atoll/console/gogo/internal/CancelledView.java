package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunId;

/**
 * A run that was asked to end, as {@code atoll:cancel -o json} prints it.
 *
 * @param run its id
 */
record CancelledView(String run) {

    static CancelledView of(RunId run) {
        return new CancelledView(run.value());
    }
}
