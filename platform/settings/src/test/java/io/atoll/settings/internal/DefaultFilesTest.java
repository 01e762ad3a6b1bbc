package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations.Defaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DefaultFilesTest {

    private final Faults faults = new Faults();
    private final DefaultFiles files = new DefaultFiles(faults);

    private void file(String name, String text) {
        files.add("res/", name, () -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAllKindsOfResourcesInAllTheirFormats() {
        file("blueprints.json", "[{'identifier':'a'},{'identifier':'b'}]");
        file("actions.yml", "- identifier: run\n- {}\n");
        file("scorecards.json", "[{'blueprint':'a','data':[{'identifier':'s'},{'identifier':'t'}]}]");
        file("pages.yaml", "[{identifier: p}]");
        file("port-app-config.yml", "resources: []");
        file("README.md", "not read");

        Defaults defaults = files.read();

        assertThat(faults.toString()).isEmpty();
        assertThat(defaults.blueprints())
                .extracting(document -> document.path("identifier").asText())
                .containsExactly("a", "b");
        assertThat(defaults.actions()).hasSize(2);
        assertThat(defaults.scorecards()).singleElement().satisfies(scorecards -> {
            assertThat(scorecards.blueprint()).isEqualTo("a");
            assertThat(scorecards.documents())
                    .extracting(JsonNode::toString)
                    .containsExactly("{\"identifier\":\"s\"}", "{\"identifier\":\"t\"}");
        });
        assertThat(defaults.pages()).hasSize(1);
        assertThat(String.valueOf(defaults.mapping())).isEqualTo("{\"resources\":[]}");
    }

    @Test
    void saysWhereWhatIsNotAsItMustBe() {
        file("blueprints.json", "[{'identifier':'a'},\n{'title':'b'}]");
        file("scorecards.yaml", "- blueprint: a\n");
        file("pages.json", "'page'");
        file("port-app-config.yaml", "- kind: x");
        file("actions.json", "[");

        Defaults defaults = files.read();

        assertThat(faults.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("res/blueprints.json:2:1: is an object with a text 'identifier'"))
                .anyMatch(line -> line.startsWith("res/scorecards.yaml:1:3: is an object with a text 'blueprint'"))
                .anyMatch(line -> line.startsWith("res/pages.json:1:1: is a list, but here is a text"))
                .anyMatch(line -> line.startsWith("res/port-app-config.yaml:1:1: is a mapping"))
                .anyMatch(line -> line.startsWith("res/actions.json:1:"));
        assertThat(defaults.blueprints()).hasSize(1);
    }

    @Test
    void refusesAKnownNameInAnotherFormatOrTwice() {
        file("blueprints.toml", "");
        file("pages.json", "[]");
        file("pages.yaml", "[]");

        assertThat(files.read().blueprints()).isEmpty();
        assertThat(faults.toString())
                .contains("res/blueprints.toml: is none of .json, .yaml, .yml")
                .contains("res/pages.yaml: says the same as res/pages.json; remove one of them");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        files.add("res/", "pages.json", () -> {
            throw new IOException("broken");
        });

        assertThat(files.read().pages()).isEmpty();
        assertThat(faults.toString()).isEqualTo("res/pages.json: cannot be read (IOException)");
    }

    @Test
    void anEmptyFileHoldsNothing() {
        file("blueprints.json", "");
        file("port-app-config.yaml", "# nothing yet");

        assertThat(files.read()).isEqualTo(Defaults.NONE);
        assertThat(faults.isEmpty()).isTrue();
    }
}
