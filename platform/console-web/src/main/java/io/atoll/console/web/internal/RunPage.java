package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run in all its parts: how far it is, kinds, gaps, notes, the first failures, deletions and their certificate. */
record RunPage(Desk desk, String name) {

    private static final String LINES = "20";

    Page page() throws Refused, InterruptedException {
        JsonNode run = desk.ask("run", "run", name);
        JsonNode summary = run.path("summary");
        boolean live = summary.path("status").asText().equals("running");
        List<Html> parts = new ArrayList<>(List.of(
                facts(run),
                actions(desk, summary),
                live ? progress(summary) : Html.NOTHING,
                lists(summary),
                kinds(run, live),
                deletion(run),
                log(id(summary))));
        run.path("kinds").forEach(kind -> parts.add(remarks(kind)));
        return new Page(
                200,
                "Run " + id(summary),
                element("div", attribute("data-run", id(summary)), join(parts)),
                live ? Script.LIVE : Script.NONE);
    }

    private static String id(JsonNode summary) {
        return summary.path("run").asText();
    }

    private Html facts(JsonNode run) {
        JsonNode summary = run.path("summary");
        String integration = summary.path("integration").asText();
        List<Html> facts = new ArrayList<>(List.of(
                Words.fact("Integration", desk.place().link(Place.path("integrations", integration), integration)),
                Words.fact("Status", element("span", attribute("role", "status"), Badge.of(summary.path("status")))),
                Words.fact("Mode", text(summary.path("mode"))),
                Words.fact("Trigger", text(summary.path("trigger"))),
                Words.fact("Began", Words.moment(summary.path("startedAt"))),
                Words.fact("Ended", summary.has("endedAt") ? Words.moment(summary.path("endedAt")) : text("not yet")),
                Words.fact("Entities held at the beginning", text(summary.path("held"))),
                Words.fact("Epoch", text(run.path("epoch")))));
        if (!summary.path("reason").asText("").isEmpty()) {
            facts.add(Words.fact("Reason", text(summary.path("reason"))));
        }
        return Words.facts(facts);
    }

    /** What can be done about a run in the state in which it is. */
    static Html actions(Desk desk, JsonNode summary) {
        Map<String, String> run = Map.of("run", id(summary));
        if (summary.path("mode").asText().equals("effect") && summary.has("endedAt")) {
            return Html.NOTHING;
        }
        boolean plan = summary.path("mode").asText().equals("plan");
        return switch (summary.path("status").asText()) {
            case "running", "suspended" ->
                sentence(
                        "What it has written stays, and nothing is deleted after that.",
                        new OperationForm(desk, "abort", run).button("Abort", "Abort run " + id(summary)));
            case "complete", "incomplete" -> plan ? apply(desk, run) : Html.NOTHING;
            case "held" ->
                plan
                        ? apply(desk, run)
                        : sentence(
                                "Deletions wait for a person. If the source was at fault, read it again. What is rejected waits"
                                        + " again after the next run if it is still not produced.",
                                new OperationForm(desk, "approve", run)
                                        .button("Approve", "Approve the deletions of run " + id(summary)),
                                new OperationForm(desk, "reject", run)
                                        .second("Reject", "Reject the deletions of run " + id(summary)),
                                again(desk, summary.path("integration").asText()));
            default -> Html.NOTHING;
        };
    }

    private static Html again(Desk desk, String integration) {
        return new OperationForm(desk, "resync", Map.of("integration", integration))
                .second("Read again", "Read again: " + integration);
    }

    private static Html apply(Desk desk, Map<String, String> run) {
        return sentence(
                "Applying makes exactly the changes of the plan, or none if anything moved on since.",
                new OperationForm(desk, "apply", run).button("Apply", "Apply plan " + run.get("run")));
    }

    private static Html sentence(String sentence, Html... buttons) {
        Html all = join(buttons);
        return all.toString().isEmpty()
                ? Html.NOTHING
                : element(
                        "div",
                        attribute("class", "actions"),
                        all,
                        element("p", attribute("class", "none"), text(sentence)));
    }

    private Html progress(JsonNode summary) throws InterruptedException {
        return desk.section("Progress", () -> {
            JsonNode progress = desk.ask("progress", "run", id(summary));
            JsonNode sums = progress.path("summary");
            long seconds = progress.path("seconds").asLong();
            return join(
                    bar(seconds, progress.path("remainingSeconds")),
                    Words.figures(List.of(
                            Words.fact("Read", live("sum/fetched", sums.path("fetched"))),
                            Words.fact("Records a second", live("recordsPerSecond", progress.path("recordsPerSecond"))),
                            Words.fact("Failed", live("sum/failed", sums.path("failed"))),
                            Words.fact("Until now", live("seconds", Words.duration(seconds))),
                            Words.fact("From now on", live("remainingSeconds", remaining(progress))))),
                    element("p", attribute("class", "why"), live("remainingReason", progress.path("remainingReason"))));
        });
    }

    private static Html bar(long seconds, JsonNode remaining) {
        Html.Attribute label = attribute("aria-label", "How far the run is");
        return remaining.isMissingNode()
                ? element("progress", label)
                : element(
                        "progress",
                        label,
                        attribute("max", String.valueOf(seconds + remaining.asLong())),
                        attribute("value", String.valueOf(seconds)));
    }

    private static String remaining(JsonNode progress) {
        return progress.has("remainingSeconds")
                ? "about " + Words.duration(progress.path("remainingSeconds").asLong())
                : "not known";
    }

    /** A place that a script keeps true. */
    private static Html live(String name, JsonNode value) {
        return live(name, value.asText(""));
    }

    private static Html live(String name, String value) {
        return element("span", attribute("data-live", name), text(value));
    }

    private Html lists(JsonNode summary) {
        String path = Place.path("runs", id(summary));
        List<Html> links = List.of(
                desk.place().link(path + "/changes", "Changes"), desk.place().link(path + "/failures", "Failures"));
        return element(
                "nav",
                attribute("class", "bar"),
                attribute("aria-label", "Lists of this run"),
                element(
                        "ul",
                        join(links.stream().map(link -> element("li", link)).toList())));
    }

    private static Html kinds(JsonNode run, boolean live) {
        Table table = new Table(
                "Kinds",
                live ? "Nothing has been read yet." : "The mapping names no kind.",
                "Resource",
                "State",
                "Fetched",
                "Mapped",
                "Filtered",
                "Unchanged",
                "Upserted",
                "Failed");
        for (JsonNode kind : run.path("kinds")) {
            String label = kind.path("label").asText();
            long upserted = RunsPage.upserted(kind);
            table.row(
                    text(label),
                    element("span", attribute("data-live", label + "/state"), Badge.of(kind.path("state"))),
                    live(label + "/fetched", kind.path("fetched")),
                    live(
                            label + "/mapped",
                            String.valueOf(upserted + kind.path("unchanged").asLong())),
                    live(label + "/filtered", kind.path("filtered")),
                    live(label + "/unchanged", kind.path("unchanged")),
                    live(
                            label + "/upserted",
                            live ? String.valueOf(upserted) : upserted + " (" + kind.path("created") + " new)"),
                    live(label + "/failed", kind.path("failed")));
        }
        return table.section();
    }

    private static Html deletion(JsonNode run) {
        JsonNode summary = run.path("summary");
        return element(
                "section",
                element("h2", text("Deletions")),
                element(
                        "p",
                        text(summary.path("stale") + " entities are not produced any more; " + summary.path("deleted")
                                + " were deleted.")),
                Words.list("Kept because", run.path("withheld")),
                pending(run.path("pending")),
                Words.list("Certificate", run.path("certificate")));
    }

    /** The latest lines that the run has logged; nothing for those who may not see the log. */
    private Html log(String run) throws InterruptedException {
        return desk.offered("log").isEmpty()
                ? Html.NOTHING
                : desk.section("Log", () -> {
                    Table table = new Table(
                            "Log", "Nothing of it is in the latest lines of the log.", "When", "Level", "Message");
                    for (JsonNode line :
                            desk.ask("log", "run", run, "limit", LINES).path("items")) {
                        table.row(
                                Words.moment(line.path("at")),
                                Badge.of(line.path("level")),
                                text(line.path("message")));
                    }
                    return table.bare();
                });
    }

    private static Html pending(JsonNode entities) {
        return entities.isEmpty()
                ? Html.NOTHING
                : join(
                        element("h3", text("The first that wait for approval")),
                        element(
                                "ul",
                                join(entities.valueStream()
                                        .map(entity -> element(
                                                "li",
                                                text(entity.path("blueprint").asText() + "/"
                                                        + entity.path("identifier")
                                                                .asText())))
                                        .toList())));
    }

    private static Html remarks(JsonNode kind) {
        if (kind.path("gaps").isEmpty()
                && kind.path("notes").isEmpty()
                && kind.path("failures").isEmpty()) {
            return Html.NOTHING;
        }
        return element(
                "section",
                element("h2", text("About " + kind.path("label").asText())),
                Words.list("Not read", kind.path("gaps")),
                Words.list("Notes", kind.path("notes")),
                join(kind.path("failures")
                        .valueStream()
                        .map(failure -> Words.folded(
                                failure.path("stage").asText() + ": "
                                        + failure.path("reason").asText(),
                                failure.path("item")))
                        .toList()));
    }
}
