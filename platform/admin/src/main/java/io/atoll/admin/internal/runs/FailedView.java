package io.atoll.admin.internal.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Help;
import io.atoll.pipeline.Ledger.Failed;

/** A failed record or entity, whole. */
public record FailedView(
        @Help("the resource of the mapping") String resource,

        @Help("where it was read; empty outside of any partition")
        String partition,

        @Help("fetch, map or apply") String stage,
        @Help("what was wrong") String reason,
        @Help("the raw record, or the entity") JsonNode item) {

    static FailedView of(Failed failed) {
        return new FailedView(failed.label(), failed.partition(), failed.stage(), failed.reason(), failed.item());
    }
}
