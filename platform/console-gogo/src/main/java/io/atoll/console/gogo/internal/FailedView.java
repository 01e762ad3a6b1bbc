package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Ledger.Failed;

/**
 * A failed record or entity, as {@code atoll:failures -o json} prints it.
 *
 * @param resource the resource of the mapping
 * @param partition where it was read; empty outside of any
 * @param stage {@code fetch}, {@code map} or {@code apply}
 * @param reason what was wrong
 * @param item the raw record, or the entity
 */
record FailedView(String resource, String partition, String stage, String reason, JsonNode item) {

    static FailedView of(Failed failed) {
        return new FailedView(failed.label(), failed.partition(), failed.stage(), failed.reason(), failed.item());
    }
}
