package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import java.util.List;

/** Lists of what is there: providers, deployments, runs of actions. */
record Inventory(Desk desk) {

    Page providers() throws InterruptedException {
        return new Page(
                "Providers",
                desk.part(() -> new Listing(desk, "providers")
                        .table(
                                table(
                                        "No integration has registered a provider. Drop a bundle into the folder deploy."),
                                Inventory::provider)));
    }

    /** A table of providers. */
    static Table table(String otherwise) {
        return new Table("Providers", otherwise, "Kinds", "Integration", "Provider", "Bundle", "State", "Why");
    }

    /** A row of such a table. */
    static Html[] provider(JsonNode provider) {
        String except = words(provider.path("except"));
        return new Html[] {
            text(words(provider.path("kinds")) + (except.isEmpty() ? "" : " except " + except)),
            text(provider.path("integration")),
            Words.code(provider.path("component")),
            Words.code(provider.path("bundle")),
            Badge.of(provider.path("state")),
            text(provider.path("reason"))
        };
    }

    private static String words(JsonNode words) {
        return String.join(", ", words.valueStream().map(JsonNode::asText).toList());
    }

    Page deployments() throws InterruptedException {
        Table table = new Table(
                "Deployments",
                "No file is like this. Drop a bundle into the folder deploy.",
                "File",
                "Bundle",
                "Version",
                "State",
                "Since",
                "Why it is not live");
        return new Page(
                "Deployments",
                join(
                        BundlePage.upload(desk),
                        desk.part(() -> new Listing(desk, "deploy-status").table(table, file -> new Html[] {
                            desk.place()
                                    .link(
                                            Place.path(
                                                    "deployments",
                                                    file.path("file").asText()),
                                            file.path("file").asText()),
                            text(file.path("bundle")),
                            text(file.path("version")),
                            Badge.of(file.path("state")),
                            Words.moment(file.path("since")),
                            text(file.path("reason"))
                        }))));
    }

    Page actions() throws InterruptedException {
        return new Page("Actions", desk.part(() -> new Listing(desk, "actions").show(Inventory::desks)));
    }

    private static Html desks(List<JsonNode> desks) {
        return desks.isEmpty()
                ? Words.none(
                        "No integration carries out actions. Set actions: {enabled: true} in the file of an instance.")
                : join(desks.stream().map(Inventory::actions).toList());
    }

    private static Html actions(JsonNode desk) {
        String trouble = desk.path("enabled").asBoolean() ? desk.path("trouble").asText() : "Not enabled.";
        Table table = new Table(
                desk.path("integration").asText(),
                "Nothing is carried out.",
                "Run",
                "Action",
                "State",
                "Since",
                "Waits for");
        for (JsonNode run : desk.path("runs")) {
            table.row(
                    Words.code(run.path("id")),
                    text(run.path("action")),
                    Badge.of(run.path("state")),
                    Words.moment(run.path("since")),
                    text(run.path("detail")));
        }
        return table.section(
                trouble.isEmpty() ? Html.NOTHING : element("p", attribute("class", "none"), text(trouble)));
    }
}
