package io.atoll.admin.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.operation.Refused;
import org.junit.jupiter.api.Test;

final class YamlTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode read(String text) throws Refused {
        return Yaml.read("mapping", text).document();
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Refused.class).hasMessageContaining(message);
    }

    @Test
    void readsYamlAndJson() throws Exception {
        String json = "{\"a\":[1,-2,3.5,true,null,\"x\",\"yes\"],\"b\":{\"c\":\"1\"}}";
        assertThat(read(json)).isEqualTo(JSON.readTree(json));
        assertThat(read("a: [1, -2, 3.5, true, ~, x, yes]\nb:\n  c: '1'\n")).isEqualTo(JSON.readTree(json));
        assertThat(read("a: &x {b: 1}\nc: *x\n")).isEqualTo(JSON.readTree("{\"a\":{\"b\":1},\"c\":{\"b\":1}}"));
    }

    @Test
    void writesWhatItReads() throws Exception {
        JsonNode document = JSON.readTree(
                "{\"resources\":[{\"kind\":\"a\",\"selector\":{\"query\":\"true\",\"n\":1,\"t\":true},"
                        + "\"port\":{\"entity\":{\"mappings\":{\"identifier\":\".id\",\"blueprint\":\"\\\"x\\\"\","
                        + "\"title\":\"if .a\\nthen .b\\nelse .c end\",\"properties\":{\"yes\":\"1.0\",\"~\":\"\"}}}}}]}");

        assertThat(read(Yaml.of(document))).isEqualTo(document);
        assertThat(Yaml.of(document)).startsWith("resources:\n  - kind: a\n    selector:\n");
    }

    @Test
    void knowsTheLines() throws Exception {
        Written written = Yaml.read("mapping", """
                resources:
                  - kind: a
                    port:
                      entity:
                        mappings:
                          identifier: .id
                          properties:
                            a.b: .c
                """);

        assertThat(written.line("resources[0].kind")).hasToString("Optional[line 2, column 5]");
        assertThat(written.line(0, "identifier")).contains(6);
        assertThat(written.line(0, "properties.a.b")).contains(8);
        assertThat(written.line(0, "relations.owner")).as("the nearest").contains(5);
        assertThat(written.line("resources[7]")).hasToString("Optional[line 1, column 1]");
        assertThat(Written.plain(written.document()).line(0, "identifier")).isEmpty();
    }

    @Test
    void saysWhereATextIsNoYaml() {
        refuses("a: 1\nb: [\n", "line 3, column 1: is no YAML");
        refuses("a: *b\n", "an alias has no anchor");
        refuses("a: 1\na: 2\n", "line 2, column 1");
        refuses("? [a]\n: 1\n", "is no YAML");
        refuses("a: !!java.net.URL [x]\n", "line 1, column 4: has the tag");
        refuses("a: .inf\n", "line 1, column 4: ");
        refuses("a: 0x1F\n", "put it into quotes");
    }

    @Test
    void survivesAMegabyteOfHostileText() {
        refuses("[".repeat(1_000_000), "line 1, column 101: is nested more than 100 levels deep");
        refuses("- ".repeat(500_000), "nested");
        refuses("{a: ".repeat(250_000), "nested");
        refuses("x".repeat(999_999) + "\u0001", "no YAML");
        refuses("- a\n".repeat(250_000), "has more than 100000 values");
        refuses(
                "a: &a [" + "1,".repeat(300) + "1]\nb: &b [" + "*a,".repeat(400) + "*a]\nc: [" + "*b,".repeat(400)
                        + "*b]\n",
                "aliases");
        refuses("a: &a " + "x".repeat(900_000) + "\nb: [" + "*a,".repeat(9_000) + "*a]\n", "unfolds to more than");
        refuses("a: &a [*a]\n", "itself");
    }
}
