package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.YamlText.Edited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a text when keys in it are changed. */
class YamlTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Edited edit(String text, String changes) throws Exception {
        return YamlText.edit(text, keys(text), Json.keys((ObjectNode) JSON.readTree(changes), Place.whole("change")));
    }

    private static Keys keys(String text) {
        var faults = new Faults();
        Keys keys = InstanceFile.keys("f.yaml", new Folder.Content(Folder.Stamp.ABSENT, text, ""), faults);
        assertThat(faults.all()).isEmpty();
        return keys;
    }

    private static String changed(String text, String changes) throws Exception {
        Edited edited = edit(text, changes);
        assertThat(edited.commentsKept()).isTrue();
        return edited.text();
    }

    @Test
    void keepsCommentsAndOrder() throws Exception {
        String text = """
                # the team's repositories
                url: http://a   # the old one

                # which of them
                paths: [x, y]
                page.size: 7
                # the end
                """;

        assertThat(changed(text, "{'page.size':9,'url':'https://b/c?d=1 #e','mode':'fast'}".replace('\'', '"')))
                .isEqualTo("""
                        # the team's repositories
                        url: "https://b/c?d=1 #e"   # the old one

                        # which of them
                        paths: [x, y]
                        page.size: 9
                        mode: fast
                        # the end
                        """);
    }

    @Test
    void takesKeysOut() throws Exception {
        assertThat(changed("a: 1\nb:\n  - x\n  - y\n\nc: 3\n", "{\"b\":null,\"none\":null}"))
                .isEqualTo("a: 1\n\nc: 3\n");
    }

    @Test
    void changesTheKeysOfASectionOneByOne() throws Exception {
        assertThat(changed(
                        "url: x\ntrigger:\n    # at night\n    cron: 0 3 * * *\n    jitter: 5\n",
                        "{\"trigger\":{\"jitter\":null,\"zone\":\"UTC\"},\"page\":1}"))
                .isEqualTo("url: x\ntrigger:\n    # at night\n    cron: 0 3 * * *\n    zone: UTC\npage: 1\n");
    }

    @Test
    void writesIntoNothing() throws Exception {
        assertThat(changed("", "{\"a\":[\"x\",\"y: z\"],\"b\":{\"c\":true}}"))
                .isEqualTo("a: [x, \"y: z\"]\nb:\n  c: true\n");
        assertThat(changed("# only a comment", "{\"a\":1.5}")).isEqualTo("# only a comment\na: 1.5\n");
        assertThat(changed("a:\nb: 1", "{\"a\":\"x\"}")).isEqualTo("a: x\nb: 1");
    }

    @Test
    void keepsTheLineEndsOfAnotherSystem() throws Exception {
        assertThat(changed("a: 1\r\nb: 2\r\n", "{\"c\":3,\"a\":0}")).isEqualTo("a: 0\r\nb: 2\r\nc: 3\r\n");
    }

    @Test
    void countsCharactersAsPeopleDo() throws Exception {
        assertThat(changed("a: 😀é\nb: x # 😀\n", "{\"b\":\"z\"}")).isEqualTo("a: 😀é\nb: z # 😀\n");
    }

    @Test
    void saysThatCommentsAreLostWithWhatTheyStandIn() throws Exception {
        Edited edited = edit("a:\n  - x # why\n  - y\nb: 1\n", "{\"a\":[\"z\"]}");

        assertThat(edited.text()).isEqualTo("a: [z]\nb: 1\n");
        assertThat(edited.commentsKept()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a: 1, b: {c: x}} # braces",
                "a: &it 1\nb: *it\n",
                "a: |\n  two\n  lines\nb: x\n",
                "'a': \"q\"\nb: [1,\n  2]\n",
                "? a\n: 1\nb: 2\n",
                "---\na: 1\n...\n",
                "a: 0o17\nb: 1_0\n",
                "a: >-\n  folded\n  # no comment\n\nb: 2"
            })
    void whateverItWasSaysWhatIsWantedAndKeepsTheRest(String text) throws Exception {
        Edited edited = edit(text, "{\"a\":\"new\",\"z\":{\"y\":[true,null,\"null\",\"\",\"- \",\"a\\nb\\u0007\"]}}");

        Keys after = keys(edited.text());
        var faults = new Faults();
        var expected = (ObjectNode) Json.of(keys(text), faults);
        expected.put("a", "new");
        expected.set("z", JSON.readTree("{\"y\":[true,null,\"null\",\"\",\"- \",\"a\\nb\\u0007\"]}"));
        assertThat(Json.of(after, faults)).isEqualTo(expected);
    }
}
