package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Explanations.Decision;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunReport;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the latest runs have decided about an entity, as the ledger remembers it: deletions that were made, held or withheld, and writes that
 * the catalog refused.
 *
 * @param ledger that remembers
 */
record Decisions(Ledger ledger) {

    /** So many of the latest runs of an integration are looked at. */
    private static final int RUNS = 20;

    /** Those of the newest run that has decided something. */
    List<Decision> about(IntegrationId integration, Ref entity) {
        for (RunReport run : ledger.recent(integration, RunReport.Mode.WRITING, RUNS)) {
            var decisions = new ArrayList<Decision>();
            ledger.changes(run.id(), change -> {
                if (is(change, entity)) {
                    decisions.add(new Decision(
                            run.id(),
                            run.startedAt(),
                            change.action().name(),
                            change.state().name(),
                            change.reason()));
                }
            });
            if (run.kinds().stream().anyMatch(kind -> kind.failed() > 0)) {
                ledger.failures(run.id(), failed -> {
                    if (failed.stage().equals("apply") && is(failed.item(), entity)) {
                        decisions.add(new Decision(run.id(), run.startedAt(), "REFUSED", "REFUSED", failed.reason()));
                    }
                });
            }
            if (!decisions.isEmpty()) {
                return decisions;
            }
        }
        return List.of();
    }

    private static boolean is(Change change, Ref entity) {
        return change.blueprint().equals(entity.blueprint())
                && change.identifier().isValueNode()
                && change.identifier().asText().equals(entity.identifier());
    }

    private static boolean is(JsonNode item, Ref entity) {
        return item.path("blueprint").asText().equals(entity.blueprint())
                && item.path("identifier").isValueNode()
                && item.path("identifier").asText().equals(entity.identifier());
    }
}
