package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files are read as, and what hostile ones come to. */
class FormatTest {

    private static String json(Format format, String text) throws UnparsableException {
        return format.parse(text).toString();
    }

    @Test
    void readsYamlByTheTypesOfItsCoreSchema() throws Exception {
        assertThat(json(Format.YAML, "{a: 1, b: 0x10, c: 1.5, d: true, e: ~, f: 'yes', on: no, g: .inf, h: 010}"))
                .isEqualTo("{\"a\":1,\"b\":16,\"c\":1.5,\"d\":true,\"e\":null,\"f\":\"yes\",\"on\":\"no\","
                        + "\"g\":\".inf\",\"h\":10}");
    }

    @Test
    void followsYamlAliasesAndMerges() throws Exception {
        assertThat(json(Format.YAML, "base: &b {a: 1, c: 2}\nuse: {<<: *b, a: 3}\nlist: [*b]\n"))
                .isEqualTo("{\"base\":{\"a\":1,\"c\":2},\"use\":{\"a\":3,\"c\":2},\"list\":[{\"a\":1,\"c\":2}]}");
    }

    @Test
    void takesYamlTagsForNothing() throws Exception {
        assertThat(json(Format.YAML, "a: !Ref shop\nb: !!javax.script.ScriptEngineManager [x]\n"))
                .isEqualTo("{\"a\":\"shop\",\"b\":[\"x\"]}");
    }

    @Test
    void readsSeveralYamlDocumentsAsAList() throws Exception {
        assertThat(json(Format.YAML, "a: 1\n---\nb: 2\n")).isEqualTo("[{\"a\":1},{\"b\":2}]");
        assertThat(json(Format.YAML, "# nothing\n")).isEqualTo("null");
    }

    @Test
    void refusesYamlThatGrowsOrTurnsInCircles() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatThrownBy(() -> Format.YAML.parse(bomb.toString()))
                .isInstanceOf(UnparsableException.class)
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> Format.YAML.parse("a: &a [*a]")).isInstanceOf(UnparsableException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        int deep = 100_000;
        Map<Format, String> texts = new EnumMap<>(Format.class);
        texts.put(Format.JSON, "[".repeat(deep));
        texts.put(Format.YAML, "[".repeat(deep));
        texts.put(Format.TOML, "a = " + "[".repeat(deep));
        texts.put(Format.XML, "<a>".repeat(deep));
        texts.forEach((format, text) ->
                assertThatThrownBy(() -> format.parse(text)).as(format.name()).isInstanceOf(UnparsableException.class));
    }

    @Test
    void doesNotGrowByChainsOfAliases() {
        var chain = new StringBuilder("- &a0 [x]\n");
        for (int i = 1; i < 300; i++) {
            chain.append("- &a").append(i).append(" [*a").append(i - 1).append("]\n");
        }
        assertThatThrownBy(() -> Format.YAML.parse(chain.toString()))
                .isInstanceOf(UnparsableException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void readsXmlWithAttributesTextAndPrefixes() throws Exception {
        assertThat(json(
                        Format.XML,
                        "<?xml version='1.0'?><p:a x='1'>hi<b> t </b><c><![CDATA[<]]></c></p:a>".replace("p:a", "a")))
                .isEqualTo("{\"a\":{\"@x\":\"1\",\"b\":\"t\",\"c\":\"<\",\"#text\":\"hi\"}}");
        assertThat(json(Format.XML, "<p:a xmlns:p='urn:p' p:b='1'/>")).isEqualTo("{\"p:a\":{\"@p:b\":\"1\"}}");
    }

    @Test
    void followsNoEntityOfXml(@TempDir java.nio.file.Path temp) throws Exception {
        var secret = java.nio.file.Files.writeString(temp.resolve("secret.txt"), "hunter2");
        String external = "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><a>&e;</a>";
        String bomb = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>";

        assertThatThrownBy(() -> Format.XML.parse(external)).isInstanceOf(UnparsableException.class);
        assertThatThrownBy(() -> Format.XML.parse(bomb)).isInstanceOf(UnparsableException.class);
        assertThat(json(Format.XML, "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/none.dtd'><a>&lt;</a>"))
                .isEqualTo("{\"a\":\"<\"}");
    }

    @Test
    void refusesNumbersThatJsonDoesNotHave() {
        assertThatThrownBy(() -> Format.JSON.parse("[1e999]")).isInstanceOf(UnparsableException.class);
        assertThatThrownBy(() -> Format.TOML.parse("a = nan")).isInstanceOf(UnparsableException.class);
        assertThatThrownBy(() -> Format.JSON.parse("[" + "9".repeat(100_000) + "]"))
                .isInstanceOf(UnparsableException.class);
    }

    @Test
    void namesThePlaceOfAnError() {
        assertThatThrownBy(() -> Format.JSON.parse("{\n  \"a\" 1}")).hasMessageStartingWith("line 2, column 7: ");
        assertThatThrownBy(() -> Format.YAML.parse("a: 1\na: 2\n")).hasMessageStartingWith("line 2, column 1: ");
        assertThatThrownBy(() -> Format.TOML.parse("a = 1\nb\n")).hasMessageStartingWith("line 2, column ");
        assertThatThrownBy(() -> Format.XML.parse("<a>\n<b></a>")).hasMessageStartingWith("line 2, column ");
        assertThatThrownBy(() -> Format.JSON.parse("{} {}")).isInstanceOf(UnparsableException.class);
    }
}
