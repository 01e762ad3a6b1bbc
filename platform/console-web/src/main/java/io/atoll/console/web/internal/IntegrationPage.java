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

/** The configured integrations; and one with all that belongs to it: kinds, configuration, problems, connection check, runs. */
record IntegrationPage(Desk desk) {

    private static final String LATEST = "10";

    Page list() throws InterruptedException {
        Table table = new Table(
                "Integrations",
                "No integration is like this. Make a new instance, or put a file into conf/integrations.",
                "Integration",
                "State",
                "Version",
                "Configured in",
                "Problem");
        return new Page(
                "Integrations",
                join(create(desk), desk.part(() -> new Listing(desk, "integrations").table(table, this::row))));
    }

    /** The way to a new instance, for those who may make one. */
    static Html create(Desk desk) {
        return desk.offered("config set").isEmpty()
                ? Html.NOTHING
                : element("p", desk.place().link("/configure", "New instance"));
    }

    private Html[] row(JsonNode integration) {
        String id = integration.path("id").asText();
        return new Html[] {
            join(
                    desk.place()
                            .link(
                                    Place.path("integrations", id),
                                    integration.path("title").asText()),
                    text(" "),
                    element("code", text(id))),
            Badge.of(integration.path("state")),
            text(integration.path("version")),
            Words.code(integration.path("source")),
            text(integration.path("problem"))
        };
    }

    Page one(String name) throws Refused, InterruptedException {
        JsonNode integration = desk.ask("integration", "integration", name);
        String id = integration.path("id").asText();
        return new Page(
                integration.path("title").asText() + " (" + id + ")",
                join(
                        facts(integration),
                        problem(integration.path("problem").asText()),
                        begin(id, integration.path("state").asText().equals("disabled")),
                        desk.section("Kinds and who reads them", () -> providers(id)),
                        desk.section("Saved mapping tests", () -> tests(id)),
                        element("section", element("h2", text("Entities")), ExplainPage.search(desk, id)),
                        desk.section("Raw records that are kept", () -> records(id)),
                        desk.section(
                                "Configuration",
                                () -> join(
                                        ConfigPage.values(desk.ask("config show", "name", id)),
                                        element(
                                                "p",
                                                desk.place()
                                                        .link(
                                                                Place.path("config", id),
                                                                "Look at its file, or change it")))),
                        desk.section("Latest runs", () -> runs(id))));
    }

    private Html facts(JsonNode integration) {
        String id = integration.path("id").asText();
        return Words.facts(List.of(
                Words.fact("State", Badge.of(integration.path("state"))),
                Words.fact("Version", text(integration.path("version"))),
                Words.fact("Configured in", Words.code(integration.path("source"))),
                Words.fact(
                        "Mapping",
                        desk.place()
                                .link(
                                        Place.path("/mapping", Map.of("integration", id)),
                                        integration.path("ownMapping").asBoolean()
                                                ? "from its configuration"
                                                : "from the catalog")),
                Words.fact(
                        "Runs when it becomes ready",
                        text(integration.path("resyncOnStart").asBoolean() ? "yes" : "no"))));
    }

    private static Html problem(String problem) {
        return problem.isEmpty()
                ? Html.NOTHING
                : element("section", element("h2", text("What is wrong")), Words.block(problem));
    }

    private Html begin(String id, boolean disabled) {
        Map<String, String> integration = Map.of("integration", id);
        if (desk.offered("resync").isEmpty() && desk.offered("check").isEmpty()) {
            return Html.NOTHING;
        }
        return element(
                "section",
                element("h2", text("Do something")),
                element(
                        "div",
                        attribute("class", "buttons"),
                        new OperationForm(desk, "check", integration)
                                .button("Check the connection", "Check the connection of " + id),
                        new OperationForm(desk, "plan", integration).second("Plan", "Plan a resync of " + id),
                        disabled
                                ? new OperationForm(desk, "integration enable", integration)
                                        .second("Enable", "Enable " + id)
                                : new OperationForm(desk, "integration disable", integration)
                                        .second("Disable", "Disable " + id)),
                desk.offered("resync").isEmpty()
                        ? Html.NOTHING
                        : element(
                                "details",
                                element("summary", text("Resync…")),
                                new OperationForm(desk, "resync", integration).empty("Resync now")));
    }

    private Html providers(String id) throws Refused, InterruptedException {
        Table table = Inventory.table("Nothing reads for it. Is its bundle deployed?");
        desk.ask("providers", "integration", id, "limit", "500")
                .path("items")
                .forEach(provider -> table.row(Inventory.provider(provider)));
        return table.bare();
    }

    private Html tests(String id) throws Refused, InterruptedException {
        JsonNode tested = desk.ask("mapping tested", "integration", id);
        boolean never = tested.path("at").asText("").isEmpty();
        return join(
                element(
                        "p",
                        text(
                                never
                                        ? "None are saved, or they have yet to be run."
                                        : "With version "
                                                + tested.path("version").asText() + ": "
                                                + MappingTestsPart.score(tested) + ", "),
                        Words.moment(tested.path("at"))),
                MappingTestsPart.failed(tested));
    }

    private Html records(String id) throws Refused, InterruptedException {
        Table table = new Table(
                "Raw records that are kept",
                "None yet: the next run keeps what it reads, to explain entities and to show the effect of a mapping.",
                "Kind",
                "Run",
                "Records",
                "Pages",
                "Size",
                "Whole",
                "Why not");
        for (JsonNode kept :
                desk.ask("records", "integration", id, "limit", "500").path("items")) {
            String run = kept.path("run").asText();
            table.row(
                    Words.code(kept.path("kind")),
                    desk.place().link(Place.path("runs", run), run),
                    text(kept.path("records")),
                    text(kept.path("pages")),
                    text(Words.size(kept.path("bytes").asLong())),
                    text(kept.path("whole").asBoolean() ? "yes" : "no"),
                    text(kept.path("reason")));
        }
        return table.bare();
    }

    private Html runs(String id) throws Refused, InterruptedException {
        Table table = RunsPage.table("Latest runs", "It has not run yet.");
        desk.ask("runs", "integration", id, "limit", LATEST)
                .path("items")
                .forEach(run -> table.row(RunsPage.row(desk, run, Html.NOTHING)));
        return join(
                table.bare(),
                element("p", desk.place().link(Place.path("/runs", Map.of("integration", id)), "All its runs")));
    }

    /** What a connection check has found. */
    static Html checked(Desk desk, JsonNode checked) {
        String id = checked.path("integration").asText();
        Table table = new Table("Steps", "It has no steps.", "Step", "Outcome", "What was found");
        for (JsonNode step : checked.path("steps")) {
            table.row(text(step.path("name")), Badge.of(step.path("outcome")), text(step.path("explanation")));
        }
        return join(
                element("p", text(checked.path("passed").asBoolean() ? "It can connect." : "It cannot connect.")),
                table.section(),
                element("p", desk.place().link(Place.path("integrations", id), "Back to " + id)));
    }
}
