package io.atoll.trigger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reports of the runs that the platform was started for, as one JSON document or as text. A run looks as {@code atoll:run -o json}
 * prints it:
 *
 * <pre>{"complete": true, "runs": [{"run", "integration", "mode", "epoch", "trigger", "status", "reason", "startedAt", "endedAt", "held",
 *  "kinds": [{"label", "kind", "state", "fetched", "created", "updated", "unchanged", "filtered", "failed", "gaps", "notes", "failures"}],
 *  "deletion": {"stale", "deleted", "withheld", "pending"}}], "refused": [{"integration", "reason"}]}</pre>
 */
final class Reports {

    private final List<RunReport> runs = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    void add(RunReport run) {
        runs.add(run);
    }

    void refused(Integration integration, String reason) {
        refusals.add(new Refusal(integration.id().toString(), reason));
    }

    boolean allComplete() {
        return refusals.isEmpty() && !runs.isEmpty() && runs.stream().allMatch(run -> run.status() == Status.COMPLETE);
    }

    JsonNode json() {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("complete", allComplete());
        var list = document.putArray("runs");
        runs.forEach(run -> list.add(json(run)));
        var refused = document.putArray("refused");
        refusals.forEach(
                one -> refused.addObject().put("integration", one.integration()).put("reason", one.reason()));
        return document;
    }

    String text() {
        var text = new StringBuilder();
        for (RunReport run : runs) {
            text.append(run.integration()).append(": ").append(status(run));
            if (!run.reason().isEmpty()) {
                text.append(": ").append(run.reason());
            }
            text.append('\n');
            for (KindReport kind : run.kinds()) {
                text.append("  %-20s %8d fetched %8d created %8d updated %8d unchanged %6d filtered %6d failed%n"
                        .formatted(
                                kind.label(),
                                kind.fetched(),
                                kind.created(),
                                kind.updated(),
                                kind.unchanged(),
                                kind.filtered(),
                                kind.failed()));
                kind.gaps()
                        .forEach(
                                gap -> text.append("    not read: ").append(gap).append('\n'));
                kind.notes()
                        .forEach(note -> text.append("    note: ").append(note).append('\n'));
                kind.failures()
                        .forEach(failure -> text.append("    failed in ")
                                .append(failure.stage())
                                .append(": ")
                                .append(failure.reason())
                                .append('\n'));
            }
            text.append("  deleted ").append(run.deletion().deleted()).append('\n');
            run.deletion()
                    .withheld()
                    .forEach(reason -> text.append("    kept: ").append(reason).append('\n'));
        }
        refusals.forEach(one ->
                text.append(one.integration()).append(": ").append(one.reason()).append('\n'));
        if (runs.isEmpty() && refusals.isEmpty()) {
            text.append("no integration is configured; put a file into conf/integrations\n");
        }
        return text.toString().stripTrailing();
    }

    static String status(RunReport run) {
        return run.status().name().toLowerCase(Locale.ROOT);
    }

    /** One run. */
    static ObjectNode json(RunReport run) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("run", run.id().value())
                .put("integration", run.integration().toString())
                .put("mode", run.mode().name().toLowerCase(Locale.ROOT))
                .put("epoch", run.epoch())
                .put("trigger", run.trigger())
                .put("status", status(run))
                .put("reason", run.reason())
                .put("startedAt", run.startedAt().toString())
                .put("endedAt", run.endedAt().map(Object::toString).orElse(null))
                .put("held", run.held());
        var kinds = node.putArray("kinds");
        for (KindReport kind : run.kinds()) {
            var one = kinds.addObject()
                    .put("label", kind.label())
                    .put("kind", kind.kind())
                    .put("state", kind.state())
                    .put("fetched", kind.fetched())
                    .put("created", kind.created())
                    .put("updated", kind.updated())
                    .put("unchanged", kind.unchanged())
                    .put("filtered", kind.filtered())
                    .put("failed", kind.failed());
            kind.gaps().forEach(one.putArray("gaps")::add);
            kind.notes().forEach(one.putArray("notes")::add);
            var failures = one.putArray("failures");
            kind.failures()
                    .forEach(failure -> failures.addObject()
                            .put("stage", failure.stage())
                            .put("item", failure.item())
                            .put("reason", failure.reason()));
        }
        var deletion = node.putObject("deletion")
                .put("stale", run.deletion().stale())
                .put("deleted", run.deletion().deleted());
        run.deletion().withheld().forEach(deletion.putArray("withheld")::add);
        var pending = deletion.putArray("pending");
        run.deletion()
                .pending()
                .forEach(ref ->
                        pending.addObject().put("blueprint", ref.blueprint()).put("identifier", ref.identifier()));
        return node;
    }

    private record Refusal(String integration, String reason) {}
}
