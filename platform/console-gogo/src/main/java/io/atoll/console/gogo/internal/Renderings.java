package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How answers look for people: names and values, or tables with all members, except where something better is known. */
final class Renderings {

    private Renderings() {}

    /** The text of a thing, with all its line ends. */
    static String text(String operation, JsonNode answer, Output output) {
        if (output.form() == Form.WIDE) {
            return Thing.text(answer, output.width());
        }
        return switch (operation) {
            case "run" -> ReportText.of(answer, output.width());
            case "resync", "apply", "approve" -> text(answer, "run") + "\n";
            case "abort" -> "run " + text(answer, "run") + " was asked to end\n";
            case "reject" ->
                text(answer, "rejected") + " deletions of run " + text(answer, "run")
                        + " were rejected; what is still not produced will wait again after the next run\n";
            case "events replay" -> text(answer, "count") + " dead events wait again\n";
            case "events discard" -> text(answer, "count") + " dead events were dropped\n";
            default -> Thing.text(answer, output.width());
        };
    }

    /** How a list looks. */
    static ListText list(Operation<?, ?> operation, Form form) {
        List<String> members = Sheet.members(operation.output());
        if (form == Form.WIDE) {
            return Sheet.of(members, "nothing");
        }
        return switch (operation.name()) {
            case "runs" ->
                sheet(
                        "there is no run",
                        "run",
                        "integration",
                        "mode",
                        "status",
                        "startedAt",
                        "fetched",
                        "created",
                        "updated",
                        "failed",
                        "deleted",
                        "reason");
            case "status" ->
                sheet(
                        "no integration is configured",
                        "integration",
                        "health",
                        "version",
                        "running",
                        "last",
                        "owned",
                        "reason");
            case "integrations" -> sheet("no integration is configured", "id", "state", "version", "problem", "source");
            case "events", "deadletters" ->
                sheet(
                        "there is no such event",
                        "event",
                        "integration",
                        "path",
                        "state",
                        "receivedAt",
                        "attempts",
                        "size",
                        "reason");
            case "deploy-status" -> Sheet.of(members, "the deploy folder is empty");
            case "providers" -> providers();
            case "actions" -> actions();
            case "changes" -> new Lines(ChangeText::line, "no such change");
            case "failures" -> new Lines(Renderings::failure, "nothing failed");
            default -> Sheet.of(members, "nothing");
        };
    }

    private static Sheet sheet(String empty, String... members) {
        return Sheet.of(List.of(members), empty);
    }

    private static Sheet providers() {
        return new Sheet(
                List.of("KIND", "INTEGRATION", "PROVIDER", "BUNDLE", "STATE", "REASON"),
                provider -> {
                    String except = provider.path("except")
                            .valueStream()
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "));
                    return provider.path("kinds")
                            .valueStream()
                            .map(kind -> List.of(
                                    kind.asText() + (except.isEmpty() ? "" : " except " + except),
                                    text(provider, "integration"),
                                    text(provider, "component"),
                                    text(provider, "bundle"),
                                    text(provider, "state"),
                                    text(provider, "reason")));
                },
                "there is no provider");
    }

    private static Sheet actions() {
        return new Sheet(
                List.of("INTEGRATION", "ACTIONS", "RUN", "ACTION", "STATE", "SINCE", "DETAIL"),
                desk -> {
                    List<List<Object>> rows = new ArrayList<>();
                    String state = desk.path("enabled").asBoolean() ? "enabled" : "disabled";
                    rows.add(List.of(text(desk, "integration"), state, "", "", "", "", text(desk, "trouble")));
                    for (JsonNode run : desk.path("runs")) {
                        rows.add(List.of(
                                "",
                                "",
                                text(run, "id"),
                                text(run, "action"),
                                text(run, "state"),
                                Thing.second(text(run, "since")),
                                text(run, "detail")));
                    }
                    return rows.stream();
                },
                "no integration is configured");
    }

    private static String failure(JsonNode failed) {
        String partition = text(failed, "partition");
        return Printable.line(text(failed, "resource") + (partition.isEmpty() ? "" : " in " + partition) + ", "
                        + text(failed, "stage") + ": " + text(failed, "reason"))
                + "\n  " + Printable.line(failed.path("item").toString()) + "\n";
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asText();
    }
}
