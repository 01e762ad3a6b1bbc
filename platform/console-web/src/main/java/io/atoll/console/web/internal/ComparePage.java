package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two runs side by side. */
record ComparePage(Desk desk) {

    private static final List<String> COUNTS =
            List.of("held", "fetched", "created", "updated", "unchanged", "filtered", "failed", "deleted", "stale");

    Page page() throws Refused, InterruptedException {
        List<String> chosen = new ArrayList<>(desk.query().all("run"));
        chosen.addAll(desk.query().all("other"));
        if (chosen.size() != 2) {
            throw Refused.invalid("run", "Choose two runs to compare; you have chosen " + chosen.size() + ".");
        }
        JsonNode both = desk.ask("compare", "run", chosen.getFirst(), "other", chosen.getLast());
        return new Page("Comparison of two runs", join(whole(both), kinds(both.path("kinds"))));
    }

    private Html whole(JsonNode both) {
        JsonNode run = both.path("run");
        JsonNode other = both.path("other");
        Table table = new Table("In all", "", "What", "The one", "The other", "Difference");
        table.row(text("Run"), RunsPage.link(desk, run), RunsPage.link(desk, other), Html.NOTHING);
        for (String name : List.of("integration", "mode", "trigger")) {
            table.row(text(label(name)), text(run.path(name)), text(other.path(name)), Html.NOTHING);
        }
        table.row(text("Status"), Badge.of(run.path("status")), Badge.of(other.path("status")), Html.NOTHING);
        table.row(
                text("Began"),
                Words.moment(run.path("startedAt")),
                Words.moment(other.path("startedAt")),
                Html.NOTHING);
        table.row(row(
                "seconds",
                both.path("runSeconds").asLong(),
                both.path("otherSeconds").asLong()));
        for (String name : COUNTS) {
            table.row(row(name, run.path(name).asLong(), other.path(name).asLong()));
        }
        return table.section();
    }

    private static Html[] row(String name, long one, long other) {
        return new Html[] {text(label(name)), text(one), text(other), text(difference(other - one))};
    }

    private static String label(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String difference(long difference) {
        return difference > 0 ? "+" + difference : String.valueOf(difference);
    }

    private static Html kinds(JsonNode pairs) {
        Table table = new Table(
                "By resource",
                "Neither has read anything.",
                "Resource",
                "State",
                "Fetched",
                "Created",
                "Updated",
                "Unchanged",
                "Filtered",
                "Failed");
        for (JsonNode pair : pairs) {
            List<Html> cells = new ArrayList<>(List.of(text(pair.path("label"))));
            for (String name : List.of("state", "fetched", "created", "updated", "unchanged", "filtered", "failed")) {
                cells.add(text(value(pair.path("run"), name) + " → " + value(pair.path("other"), name)));
            }
            table.row(cells.toArray(Html[]::new));
        }
        return table.section();
    }

    /** A dash where one of the runs does not know the resource. */
    private static String value(JsonNode kind, String name) {
        return kind.path(name).asText("–");
    }
}
