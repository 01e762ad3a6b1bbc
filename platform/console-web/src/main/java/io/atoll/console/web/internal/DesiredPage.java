package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files as what is wished for: where the running state differs, which secrets they have, what they would have to say; and a new instance. */
record DesiredPage(Desk desk) {

    Page page() throws InterruptedException {
        List<Html> sections = new ArrayList<>(List.of(desk.section("Drift", this::drift)));
        if (desk.offered("secrets").isPresent()) {
            sections.add(desk.section("Secrets", this::secrets));
        }
        sections.add(desk.section("The running state as files", this::export));
        return new Page("Files and running state", join(sections));
    }

    private Html drift() throws Refused, InterruptedException {
        Table table = new Table(
                "Drift", "What is in force is what the files say.", "Configuration", "File", "State", "What it means");
        for (JsonNode drift : desk.ask("config drift", "limit", "500").path("items")) {
            table.row(
                    Words.code(drift.path("name")),
                    Words.code(drift.path("file")),
                    Badge.of(drift.path("way")),
                    join(text(drift.path("explanation")), differences(drift.path("differences"))));
        }
        return table.bare();
    }

    private static Html differences(JsonNode differences) {
        return differences.isEmpty()
                ? Html.NOTHING
                : element(
                        "ul",
                        join(differences
                                .valueStream()
                                .map(each -> element(
                                        "li",
                                        Words.code(each.path("key")),
                                        text(": the file says " + said(each.path("file")) + ", in force is "
                                                + said(each.path("running")))))
                                .toList()));
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.asText();
    }

    private Html secrets() throws Refused, InterruptedException {
        Table table = new Table(
                "Secrets",
                "No file has a secret.",
                "Configuration",
                "Key",
                "Where its value is",
                "Reference",
                "What is wrong");
        for (JsonNode secret : desk.ask("secrets", "limit", "500").path("items")) {
            boolean literal = secret.path("origin").asText().equals("literal");
            table.row(
                    Words.code(secret.path("name")),
                    Words.code(secret.path("key")),
                    text(
                            literal
                                    ? "in the file itself, which is not advised"
                                    : secret.path("origin").asText()),
                    Words.code(secret.path("reference")),
                    text(secret.path("problem")));
        }
        return table.bare();
    }

    private Html export() throws Refused, InterruptedException {
        List<Html> files = new ArrayList<>();
        for (JsonNode file : desk.ask("config export").path("files")) {
            files.add(Words.folded(file.path("file").asText(), file.path("text")));
        }
        return files.isEmpty() ? Words.none("Nothing is in force that a file would have to say.") : join(files);
    }

    /** The form for a new instance; first the choice of its type. */
    Page create() throws Refused, InterruptedException {
        if (desk.offered("config set").isEmpty()) {
            throw Refused.forbidden("New instances are made by integrators.");
        }
        String type = desk.query().text(ConfigForm.TYPE).orElse("");
        if (type.isEmpty()) {
            Table table = new Table(
                    "Integrations that are deployed",
                    "No integration is deployed. Upload its bundle first.",
                    "Integration",
                    "Type");
            for (JsonNode schema : desk.ask("config schemas", "limit", "500").path("items")) {
                if (schema.path("kind").asText().equals("instance")) {
                    String name = schema.path("name").asText();
                    table.row(
                            desk.place()
                                    .link(
                                            Place.path("/configure", Map.of(ConfigForm.TYPE, name)),
                                            schema.path("title").asText()),
                            Words.code(schema.path("name")));
                }
            }
            return new Page("New instance", table.section());
        }
        JsonNode schema = desk.ask("config schema", "name", type + "~");
        return new Page(
                "New instance of " + schema.path("title").asText(),
                new ConfigForm(desk, schema, MissingNode.getInstance(), Map.of(), Map.of()).create(type, ""));
    }
}
