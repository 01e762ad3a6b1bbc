package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Map;

/** What a run or a plan changes, part by part, and what became of it; of deletions, under what they are or are not made. */
record ChangesPage(Desk desk, String run) {

    Page page() throws Refused, InterruptedException {
        JsonNode whole = desk.ask("run", "run", run);
        JsonNode summary = whole.path("summary");
        String integration = summary.path("integration").asText();
        Table table = new Table("Changes", "No change is like this.", "Entity", "Action", "State", "Difference");
        Html list = new Listing(desk, "changes", Map.of("run", run), Map.of())
                .table(table, change -> row(integration, change));
        return new Page(
                "Changes of run " + run,
                join(figures(summary), RunPage.actions(desk, summary), deletions(whole), list));
    }

    /** How much a run or a plan changes. */
    static Html figures(JsonNode summary) {
        return Words.figures(List.of(
                Words.fact("Created", text(summary.path("created"))),
                Words.fact("Updated", text(summary.path("updated"))),
                Words.fact("Unchanged", text(summary.path("unchanged"))),
                Words.fact("Not produced any more", text(summary.path("stale"))),
                Words.fact("Deleted", text(summary.path("deleted"))),
                Words.fact("Failed", text(summary.path("failed")))));
    }

    private static Html deletions(JsonNode whole) {
        return whole.path("certificate").isEmpty() && whole.path("withheld").isEmpty()
                ? Html.NOTHING
                : element(
                        "details",
                        element("summary", text("Why deletions are made, held or left out")),
                        Words.list("Kept because", whole.path("withheld")),
                        Words.list("Certificate", whole.path("certificate")));
    }

    private Html[] row(String integration, JsonNode change) {
        return new Html[] {
            join(entity(integration, change), Words.remark(change.path("resource"))),
            text(change.path("action")),
            join(Badge.of(change.path("state")), Words.remark(change.path("reason"))),
            what(change)
        };
    }

    /** Its name, which leads to its explanation unless the catalog finds it by a search. */
    private Html entity(String integration, JsonNode change) {
        JsonNode identifier = change.path("identifier");
        String name = change.path("blueprint").asText() + "/" + Words.plain(identifier);
        return identifier.isValueNode()
                ? desk.place().link(ExplainPage.path(integration, name), name)
                : element("code", text(name));
    }

    private static Html what(JsonNode change) {
        Html differences = change.path("differences").isEmpty()
                ? Html.NOTHING
                : element(
                        "ul",
                        attribute("class", "differences"),
                        join(change.path("differences")
                                .valueStream()
                                .map(ChangesPage::difference)
                                .toList()));
        return change.has("entity") ? join(differences, Words.folded("Entity", change.path("entity"))) : differences;
    }

    private static Html difference(JsonNode difference) {
        return element(
                "li",
                text(difference.path("path").asText() + ": "),
                element("del", text(Words.brief(difference.path("before")))),
                text(" → "),
                element("ins", text(Words.brief(difference.path("after")))));
    }
}
