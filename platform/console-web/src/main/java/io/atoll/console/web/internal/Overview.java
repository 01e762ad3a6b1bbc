package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.Map;
import java.util.stream.Stream;

/** How every integration stands, and what waits for a person. */
record Overview(Desk desk) {

    private static final String LATEST = "10";

    Page page() throws InterruptedException {
        return new Page(
                "Overview",
                join(
                        waiting(),
                        desk.section("Integrations", this::integrations),
                        desk.section("Latest runs", this::runs)));
    }

    private Html integrations() throws Refused, InterruptedException {
        Table table = new Table(
                "Integrations",
                "No integration is like this. Make a new instance, or put a file such as git~team.yaml into conf/integrations:"
                        + " it is taken up at once.",
                "Integration",
                "Health",
                "Latest run",
                "Next run",
                "Owned entities",
                "Actions");
        return join(IntegrationPage.create(desk), new Listing(desk, "status").table(table, this::row));
    }

    private Html[] row(JsonNode status) {
        String id = status.path("integration").asText();
        return new Html[] {
            join(
                    desk.place()
                            .link(
                                    Place.path("integrations", id),
                                    status.path("title").asText()),
                    text(" "),
                    element("code", text(id))),
            join(Badge.of(status.path("health")), Words.remark(status.path("reason")), budgets(status.path("budgets"))),
            status.has("running") ? running(status.path("running")) : run(status.path("last")),
            Words.moment(status.path("next")),
            text(status.path("owned")),
            element("div", attribute("class", "buttons"), buttons(id))
        };
    }

    /** What third parties still allow. */
    private static Html budgets(JsonNode budgets) {
        return join(budgets.valueStream()
                .filter(budget -> budget.has("remaining"))
                .map(budget -> Words.remark(budget.path("host").asText() + ": "
                        + budget.path("remaining").asText()
                        + (budget.has("limit") ? " of " + budget.path("limit").asText() : "") + " calls left"))
                .toList());
    }

    /** One that waits says why. */
    private Html running(JsonNode run) {
        return join(run(run), Words.remark(run.path("reason")));
    }

    private Html run(JsonNode run) {
        return run.isMissingNode()
                ? Html.NOTHING
                : join(
                        RunsPage.link(desk, run),
                        text(" "),
                        Badge.of(run.path("status")),
                        element("p", attribute("class", "why"), Words.moment(run.path("startedAt"))));
    }

    private Html buttons(String id) {
        Map<String, String> integration = Map.of("integration", id);
        return join(
                new OperationForm(desk, "resync", integration).second("Resync", "Resync now: " + id),
                new OperationForm(desk, "plan", integration).second("Plan", "Plan a resync of " + id));
    }

    private Html runs() throws Refused, InterruptedException {
        Table table = RunsPage.table("Latest runs", "Nothing has run yet. Begin a run above.");
        for (JsonNode run : desk.ask("runs", "limit", LATEST).path("items")) {
            table.row(RunsPage.row(desk, run, Html.NOTHING));
        }
        return table.bare();
    }

    /** What a person should look at first; nothing if there is nothing. */
    private Html waiting() throws InterruptedException {
        Html all = join(
                call(
                        "Approvals",
                        "/approvals",
                        "integration waits for approval",
                        "integrations wait for approval",
                        () -> count("status", "health", "held", "limit", "500")),
                call(
                        "Live events",
                        "/events",
                        "live event could not be handled",
                        "live events could not be handled",
                        () -> items("events counts", "limit", "500")
                                .mapToLong(lane -> lane.path("dead").asLong())
                                .sum()),
                call(
                        "Deployments",
                        "/deployments",
                        "deployed file is not live",
                        "deployed files are not live",
                        () -> items("deploy-status", "limit", "500")
                                .filter(file ->
                                        Badge.tone(file.path("state").asText()).equals("bad"))
                                .count()),
                call(
                        "Configuration",
                        "/config",
                        "file of configuration has faults",
                        "files of configuration have faults",
                        () -> count("config problems", "limit", "500")));
        return all.toString().isEmpty()
                ? Html.NOTHING
                : element(
                        "section",
                        element("h2", text("Waiting for a person")),
                        element("ul", attribute("class", "calls"), all));
    }

    /** Counts what waits. */
    @FunctionalInterface
    private interface Count {
        long count() throws Refused, InterruptedException;
    }

    private Html call(String topic, String path, String one, String many, Count count) throws InterruptedException {
        try {
            long waiting = count.count();
            return waiting == 0
                    ? Html.NOTHING
                    : element("li", desk.place().link(path, waiting + " " + (waiting == 1 ? one : many)));
        } catch (Refused refused) {
            return element("li", text(topic + ": " + refused.getMessage()));
        }
    }

    private Stream<JsonNode> items(String operation, String... fields) throws Refused, InterruptedException {
        return desk.ask(operation, fields).path("items").valueStream();
    }

    private long count(String operation, String... fields) throws Refused, InterruptedException {
        return items(operation, fields).count();
    }
}
