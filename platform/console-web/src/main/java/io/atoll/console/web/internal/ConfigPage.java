package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is configured, without its secrets, and what is wrong with files. */
record ConfigPage(Desk desk) {

    Page list() throws InterruptedException {
        return new Page(
                "Configuration",
                join(
                        desk.section("Problems", this::problems),
                        desk.section("Configurations", this::all),
                        desk.caller().role().includes(Role.ADMIN)
                                ? desk.section("Stages that can be configured", this::stages)
                                : Html.NOTHING));
    }

    private Html problems() throws Refused, InterruptedException {
        List<Html> problems = new ArrayList<>();
        for (JsonNode problem : desk.ask("config problems", "limit", "500").path("items")) {
            problems.add(element("h3", Words.code(problem.path("file"))));
            problems.add(Words.block(problem.path("problem").asText()));
        }
        return problems.isEmpty() ? Words.none("No file has a fault.") : join(problems);
    }

    private Html all() throws Refused, InterruptedException {
        Table table = new Table(
                "Configurations",
                "Nothing is configured. Put files into the folder conf.",
                "Configuration",
                "Keys that are set");
        return new Listing(desk, "config").table(table, each -> {
            String name = each.path("name").asText();
            return new Html[] {
                desk.place().link(Place.path("config", name), name),
                text(String.join(
                        ", ",
                        each.path("keys").valueStream().map(JsonNode::asText).toList()))
            };
        });
    }

    Page one(String name) throws Refused, InterruptedException {
        JsonNode shown = shown(desk, name);
        String named = shown.path("name").asText();
        return new Page(
                "Configuration of " + named,
                join(
                        shown.path("problem").isMissingNode()
                                ? Html.NOTHING
                                : element(
                                        "section",
                                        element("h2", text("What is wrong")),
                                        Words.block(shown.path("problem").asText())),
                        element("section", element("h2", text("In force")), values(shown)),
                        desk.part(() -> change(named, shown))));
    }

    /** A configuration; one that a stage does not have yet is empty. */
    static JsonNode shown(Desk desk, String name) throws Refused, InterruptedException {
        try {
            return desk.ask("config show", "name", name);
        } catch (Refused refused) {
            boolean stage = refused.kind() == Refused.Kind.UNKNOWN
                    && !desk.offered("config schema").isEmpty()
                    && desk.ask("config schemas", "limit", "500")
                            .path("items")
                            .valueStream()
                            .anyMatch(each -> each.path("kind").asText().equals("stage")
                                    && each.path("name").asText().equals(name));
            if (stage) {
                return JsonNodeFactory.instance.objectNode().put("name", name);
            }
            throw refused;
        }
    }

    private Html stages() throws Refused, InterruptedException {
        List<Html> stages = new ArrayList<>();
        for (JsonNode schema : desk.ask("config schemas", "limit", "500").path("items")) {
            String name = schema.path("name").asText();
            if (schema.path("kind").asText().equals("stage")) {
                stages.add(element("li", desk.place().link(Place.path("config", name), name)));
            }
        }
        return stages.isEmpty() ? Words.none("None can be configured.") : element("ul", join(stages));
    }

    /** What may be changed in its file, for those who may. */
    private Html change(String name, JsonNode shown) throws Refused, InterruptedException {
        boolean instance = name.indexOf('~') >= 0;
        boolean may = desk.caller().role().includes(instance ? Role.INTEGRATOR : Role.ADMIN);
        if (!may || desk.offered("config set").isEmpty()) {
            return Html.NOTHING;
        }
        JsonNode schema = desk.ask("config schema", "name", name);
        String seen = shown.has("written")
                ? String.valueOf(desk.ask("config show", Map.of("name", name)).etag())
                : "";
        boolean disabled = !shown.path("written").path("enabled").asBoolean(true);
        return element(
                "section",
                element("h2", text("Change")),
                instance && disabled
                        ? new OperationForm(desk, "integration enable", Map.of("integration", name))
                                .button("Enable", "Enable " + name)
                        : Html.NOTHING,
                new ConfigForm(desk, schema, shown.path("written"), Map.of(), Map.of()).change(name, seen),
                new OperationForm(desk, "config remove", Map.of("name", name))
                        .confirmed(
                                "Delete the file",
                                instance
                                        ? "The instance is then not configured any more; what it owns in the catalog stays."
                                        : "Everything is then as usual.",
                                "/config"));
    }

    /** The values of a configuration. */
    static Html values(JsonNode shown) {
        Table table = new Table("Values", "Nothing is set; everything is as usual.", "Key", "Value");
        shown.path("values")
                .properties()
                .forEach(entry ->
                        table.row(text(entry.getKey()), element("code", text(Words.plain(entry.getValue())))));
        return table.bare();
    }
}
