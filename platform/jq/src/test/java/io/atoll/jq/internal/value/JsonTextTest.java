package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private static String written(JsonFormat format, String json) throws IOException {
        StringBuilder out = new StringBuilder();
        format.write(Json.of(json), out);
        return out.toString();
    }

    @Test
    void escapesControlCharactersAndDelete() {
        String text = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080é😀";
        assertThat(Json.text(TextNode.valueOf(text)))
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\u0080é😀\"");
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        assertThat(Json.text(TextNode.valueOf("a\ud83d"))).isEqualTo("\"a\ufffd\"");
        assertThat(Json.text(TextNode.valueOf("\ude00\ud83d\ude00"))).isEqualTo("\"\ufffd😀\"");
    }

    @Test
    void skipsWhatIsTooDeep() throws InterruptedException {
        Json.withDeepStack(() -> {
            assertThat(Json.text(Json.deepArray(10_000))).isEqualTo("[".repeat(10_001) + "]".repeat(10_001));
            assertThat(Json.text(Json.deepArray(10_001))).contains("[<skipped: too deep>]");
        });
    }

    @Test
    void aTextBeyondTheLimitsIsNotBuilt() {
        ArrayNode much = JsonNodeFactory.instance.arrayNode();
        JsonNode text = TextNode.valueOf("x".repeat(1_000_000));
        for (int i = 0; i < 1_000; i++) {
            much.add(text);
        }
        Meter meter = new Meter(Limits.standard());
        assertThatThrownBy(() -> JsonText.compact(much, meter)).isInstanceOf(LimitException.class);
    }

    @Test
    void indentsAndSorts() throws IOException {
        assertThat(written(new JsonFormat(1, true, true, false), "{\"b\":[1,{}],\"a\":[]}"))
                .isEqualTo("{\n\t\"a\": [],\n\t\"b\": [\n\t\t1,\n\t\t{}\n\t]\n}");
        assertThat(written(new JsonFormat(2, false, false, false), "{\"b\":1,\"a\":2}"))
                .isEqualTo("{\n  \"b\": 1,\n  \"a\": 2\n}");
    }

    @Test
    void escapesAllButAscii() throws IOException {
        assertThat(written(new JsonFormat(-1, false, false, true), "[\"é😀\"]"))
                .isEqualTo("[\"\\u00e9\\ud83d\\ude00\"]");
    }

    @Test
    void writesPieceByPiece() throws IOException {
        List<Integer> pieces = new ArrayList<>();
        Appendable out = new Appendable() {
            @Override
            public Appendable append(CharSequence text) {
                pieces.add(text.length());
                return this;
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) {
                return append(text.subSequence(start, end));
            }

            @Override
            public Appendable append(char c) {
                return append(String.valueOf(c));
            }
        };
        JsonFormat.COMPACT.write(Json.of("[" + "1234567,".repeat(10_000) + "1]"), out);
        assertThat(pieces).hasSizeGreaterThan(5).allMatch(length -> length < 10_000);
    }
}
