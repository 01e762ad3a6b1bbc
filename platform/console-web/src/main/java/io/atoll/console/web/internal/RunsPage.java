package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import java.util.List;

/** The history of runs, and the way to compare two of them. */
record RunsPage(Desk desk) {

    Page page() throws InterruptedException {
        return new Page(
                "Runs",
                join(
                        element("p", text("Choose two runs to compare them.")),
                        desk.part(() -> new Listing(desk, "runs").show(this::chooser))));
    }

    private Html chooser(List<JsonNode> runs) {
        Table table = table("Runs", "No run is like this. Begin one on the page of an integration.");
        runs.forEach(run -> table.row(row(desk, run, choice(run))));
        return element(
                "form",
                attribute("action", desk.place().root() + "/compare"),
                table.bare(),
                runs.size() < 2
                        ? Html.NOTHING
                        : element("p", element("button", attribute("class", "plain"), text("Compare the two chosen"))));
    }

    private static Html choice(JsonNode run) {
        return Html.empty(
                "input",
                attribute("type", "checkbox"),
                attribute("name", "run"),
                attribute("value", run.path("run").asText()),
                attribute("aria-label", "Choose run " + run.path("run").asText()));
    }

    /** A table of runs in short. */
    static Table table(String caption, String otherwise) {
        return new Table(
                caption,
                otherwise,
                "Run",
                "Integration",
                "Status",
                "Began",
                "Fetched",
                "Upserted",
                "Unchanged",
                "Failed",
                "Deleted");
    }

    /** A row of such a table, with something before the name of the run. */
    static Html[] row(Desk desk, JsonNode run, Html before) {
        return new Html[] {
            join(before, text(" "), link(desk, run)),
            join(text(run.path("integration")), Words.remark(run.path("mode"))),
            join(Badge.of(run.path("status")), Words.remark(run.path("reason"))),
            join(Words.moment(run.path("startedAt")), Words.remark(run.path("trigger"))),
            text(run.path("fetched")),
            text(upserted(run)),
            text(run.path("unchanged")),
            text(run.path("failed")),
            join(text(run.path("deleted")), kept(run))
        };
    }

    /** How many entities are not produced any more and were kept nevertheless. */
    private static Html kept(JsonNode run) {
        long kept = run.path("stale").asLong() - run.path("deleted").asLong();
        return Words.remark(kept == 0 ? "" : kept + " kept");
    }

    /** A link to a run in short. */
    static Html link(Desk desk, JsonNode run) {
        String id = run.path("run").asText();
        return desk.place().link(Place.path("runs", id), id);
    }

    static long upserted(JsonNode counts) {
        return counts.path("created").asLong() + counts.path("updated").asLong();
    }
}
