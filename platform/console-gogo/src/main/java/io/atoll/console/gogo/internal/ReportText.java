package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** The report of a run, as {@code run} answers it, as text for people. */
final class ReportText {

    private final JsonNode report;
    private final JsonNode summary;
    private final String run;
    private final OptionalInt width;
    private final StringBuilder text = new StringBuilder();

    private ReportText(JsonNode report, OptionalInt width) {
        this.report = report;
        this.summary = report.path("summary");
        this.run = summary.path("run").asText();
        this.width = width;
    }

    /** The whole report, with all its line ends. */
    static String of(JsonNode report, OptionalInt width) {
        ReportText reportText = new ReportText(report, width);
        reportText.summary();
        reportText.kinds();
        reportText.sentences("not read, and nothing of it deleted", "gaps");
        reportText.sentences("notes", "notes");
        reportText.failures();
        reportText.deletion();
        reportText.certificate();
        return reportText.text.toString();
    }

    /** How a run ended, or that it did not, in one line; of its summary. */
    static String outcome(JsonNode summary) {
        String reason = summary.path("reason").asText();
        return "run " + summary.path("run").asText() + " of "
                + summary.path("integration").asText() + " is "
                + summary.path("status").asText() + (reason.isEmpty() ? "" : ": " + Printable.line(reason));
    }

    private void summary() {
        line(outcome(summary));
        line("  mode     " + summary.path("mode").asText() + ", epoch "
                + report.path("epoch").asLong());
        line("  trigger  " + Printable.line(summary.path("trigger").asText()));
        String began = summary.path("startedAt").asText();
        line("  started  " + Thing.second(began));
        if (summary.has("endedAt")) {
            String ended = summary.path("endedAt").asText();
            line("  ended    " + Thing.second(ended) + ", after "
                    + Duration.between(Instant.parse(began), Instant.parse(ended))
                            .toSeconds()
                    + " s");
        }
        line("  held     " + summary.path("held").asLong() + " entities when it began");
    }

    private void kinds() {
        if (report.path("kinds").isEmpty()) {
            return;
        }
        List<String> members =
                List.of("label", "state", "fetched", "created", "updated", "unchanged", "filtered", "failed");
        Table table = new Table("KIND", "STATE", "FETCHED", "CREATED", "UPDATED", "UNCHANGED", "FILTERED", "FAILED");
        report.path("kinds")
                .forEach(kind -> table.row(members.stream()
                        .map(member -> Thing.cell(kind.path(member)))
                        .toArray()));
        line("");
        text.append(table.text(width));
    }

    /** What the kinds say in a list of sentences. */
    private void sentences(String heading, String member) {
        List<JsonNode> telling = report.path("kinds")
                .valueStream()
                .filter(kind -> !kind.path(member).isEmpty())
                .toList();
        if (telling.isEmpty()) {
            return;
        }
        section(heading);
        telling.forEach(kind -> kind.path(member)
                .forEach(sentence -> line("  "
                        + Printable.line(kind.path("label").asText()) + ": " + Printable.line(sentence.asText()))));
    }

    private void failures() {
        long failed = summary.path("failed").asLong();
        if (failed == 0) {
            return;
        }
        long told = report.path("kinds")
                .valueStream()
                .mapToLong(kind -> kind.path("failures").size())
                .sum();
        section(
                told < failed
                        ? "failed, the first " + told + " of " + failed + "; all: atoll:failures " + run
                        : "failed");
        for (JsonNode kind : report.path("kinds")) {
            for (JsonNode failure : kind.path("failures")) {
                line("  " + Printable.line(kind.path("label").asText()) + ", "
                        + Printable.line(failure.path("stage").asText()) + ": "
                        + Printable.line(failure.path("reason").asText()));
                line("    " + Printable.line(failure.path("item").asText()));
            }
        }
    }

    private void deletion() {
        section("deletion: " + summary.path("deleted").asLong() + " deleted of "
                + summary.path("stale").asLong() + " no longer produced");
        report.path("withheld").forEach(reason -> line("  withheld: " + Printable.line(reason.asText())));
        report.path("pending")
                .forEach(entity -> line("  pending:  "
                        + Printable.line(entity.path("blueprint").asText() + "/"
                                + entity.path("identifier").asText())));
        if (!summary.path("status").asText().equals("held")) {
            return;
        }
        switch (summary.path("mode").asText()) {
            case "plan" -> line("  to apply all but these: atoll:apply " + run);
            case "effect" ->
                line("  to make them: save the mapping, and plan or run "
                        + summary.path("integration").asText());
            default -> {
                line("  to list: atoll:changes " + run + " --state held");
                line("  to decide: atoll:approve " + run + ", or atoll:reject " + run);
            }
        }
    }

    private void certificate() {
        if (!report.path("certificate").isEmpty()) {
            section("certificate");
            report.path("certificate").forEach(sentence -> line("  " + Printable.line(sentence.asText())));
        }
    }

    private void section(String heading) {
        line("");
        line(heading);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
