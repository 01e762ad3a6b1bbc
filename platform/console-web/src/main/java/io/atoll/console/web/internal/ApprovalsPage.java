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

/** What waits for a person: deletions that are held, and plans. */
record ApprovalsPage(Desk desk) {

    private static final String MANY = "50";

    /** How many of the deletions of a run are named here. */
    private static final String FIRST = "5";

    Page page() throws InterruptedException {
        return new Page(
                "Approvals",
                join(desk.section("Deletions that wait for approval", this::held), desk.section("Plans", this::plans)));
    }

    private Html held() throws Refused, InterruptedException {
        List<Html> parts = new ArrayList<>();
        for (JsonNode each :
                desk.ask("status", "health", "held", "limit", "500").path("items")) {
            JsonNode run = each.path("last");
            Html first = desk.part(() -> first(run.path("run").asText()));
            parts.add(run(run, first, "/changes?state=held", "What waits"));
        }
        return parts.isEmpty()
                ? Words.none("Nothing waits. Deletions beyond the budget of an integration will stand here.")
                : join(parts);
    }

    private Html plans() throws Refused, InterruptedException {
        List<Html> parts = new ArrayList<>();
        for (JsonNode plan : desk.ask("runs", "mode", "plan", "limit", MANY).path("items")) {
            parts.add(run(plan, Html.NOTHING, "/changes", "What it would change"));
        }
        return parts.isEmpty()
                ? Words.none("There are no plans. Make one on the page of an integration.")
                : join(parts);
    }

    /** The first of the deletions that wait, each with the reason. */
    private Html first(String run) throws Refused, InterruptedException {
        return element(
                "ul",
                join(desk.ask("changes", "run", run, "state", "held", "limit", FIRST)
                        .path("items")
                        .valueStream()
                        .map(change -> element(
                                "li",
                                text(change.path("blueprint").asText() + "/" + Words.plain(change.path("identifier"))),
                                Words.remark(change.path("reason"))))
                        .toList()));
    }

    private Html run(JsonNode run, Html first, String below, String label) {
        String id = run.path("run").asText();
        return element(
                "article",
                attribute("class", "card"),
                element("h3", RunsPage.link(desk, run), text(" "), Badge.of(run.path("status"))),
                element(
                        "p",
                        text(run.path("integration").asText() + ", "),
                        Words.moment(run.path("startedAt")),
                        text(". " + run.path("reason").asText())),
                ChangesPage.figures(run),
                first,
                element("p", desk.place().link(Place.path("runs", id) + below, label + " (" + id + ")")),
                RunPage.actions(desk, run));
    }
}
