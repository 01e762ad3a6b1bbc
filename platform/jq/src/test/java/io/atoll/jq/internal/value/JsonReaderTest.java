package io.atoll.jq.internal.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":[1,2.50,{\"b\":null}],\"c\":true} | {\"a\":[1,2.50,{\"b\":null}],\"c\":true}",
                "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
                "\ufeff1 | 1",
                "[nan,-NaN,Infinity,-inf] | [null,null,1.7976931348623157e+308,-1.7976931348623157e+308]",
                "1e1000 | 1E+1000",
                "+5 | 5",
                "\"\\u0041\\ud83d\\ude00\\/\" | \"A😀/\"",
                "\"\\udc00\" | \"\ufffd\"",
                "[] | []"
            })
    void readsWhatJqReads(String json, String value) {
        assertThat(Json.text(Json.of(json))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "value-liveState | Invalid numeric literal at EOF at line 1, column 15",
                "{'a': 123} | Invalid string literal; expected \", but got ' at line 1, column 5",
                "NaN1 | Invalid numeric literal at EOF at line 1, column 4",
                "~~ | Expected JSON value",
                "1 2 | Unexpected extra JSON values",
                "1] | Unmatched ']' at line 1, column 2",
                "1,2 | Expected value before ',' at line 1, column 2",
                "[1 | Unfinished JSON term at EOF at line 1, column 2",
                "[1 2] | Expected separator between values at line 1, column 5",
                "[1[ | Expected separator between values at line 1, column 3",
                "{\"a\":1,} | Expected another key-value pair at line 1, column 8",
                "{\"a\":} | Unmatched '}' at line 1, column 6",
                "{\"a\"} | Objects must consist of key:value pairs at line 1, column 5",
                "{\"a\",1} | Objects must consist of key:value pairs at line 1, column 5",
                "{1:2} | Object keys must be strings at line 1, column 3",
                "[1:2] | ':' not as part of an object at line 1, column 3",
                ": | Expected string key before ':' at line 1, column 1",
                "[1,] | Expected another array element at line 1, column 4",
                "tru | Invalid literal at EOF at line 1, column 3",
                "\"a | Unfinished string at EOF at line 1, column 2",
                "\"\\x\" | Invalid escape at line 1, column 4",
                "\"\\u12\" | Invalid \\uXXXX escape at line 1, column 6",
                "\"\\u00é\" | Invalid characters in \\uXXXX escape at line 1, column 8",
                "\"\\ud800\" | Invalid \\uXXXX\\uXXXX surrogate pair escape at line 1, column 8",
                "１ | Malformed BOM"
            })
    void saysWhatIsNoJson(String json, String message) {
        assertThat(Json.error(() -> Json.of(json))).isEqualTo(message + " (while parsing '" + json + "')");
    }

    @Test
    void aControlCharacterInAStringMustBeEscaped() {
        assertThat(Json.error(() -> Json.of("\"a\nb\"")))
                .isEqualTo("Invalid string: control characters from U+0000 through U+001F must be escaped"
                        + " at line 2, column 2 (while parsing '\"a\nb\"')");
    }

    @Test
    void onlyStringsCanBeParsed() {
        assertThat(Json.error(() -> JsonReader.read(Json.of("[\"value-liveState\"]"), Json.meter())))
                .isEqualTo("array ([\"value-liveState\"]) only strings can be parsed");
    }

    @Test
    void arraysNestTenThousandLevelsAndObjectsHalfOfThat() {
        assertThat(Json.of("[".repeat(10_000) + "]".repeat(10_000)).size()).isOne();
        assertThat(Json.error(() -> Json.of("[".repeat(10_001)))).contains("Exceeds depth limit for parsing");
        assertThat(Json.of("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).size())
                .isOne();
        assertThat(Json.error(() -> Json.of("{\"a\":".repeat(5_001)))).contains("Exceeds depth limit for parsing");
    }

    @Test
    void readsValueAfterValueFromBytes() throws IOException {
        byte[] bytes = "\ufeff{\"a\":\"é😀\"}\n[1]2 \"x\"true".getBytes(UTF_8);
        JsonReader reader = new JsonReader(new ByteArrayInputStream(bytes), Json.meter());
        StringBuilder values = new StringBuilder();
        for (JsonNode value = reader.next(); value != null; value = reader.next()) {
            values.append(Json.text(value)).append(';');
        }
        assertThat(values).hasToString("{\"a\":\"é😀\"};[1];2;\"x\";true;");
    }

    @Test
    void saysInWhichLineAndColumnAStreamIsNoJson() throws IOException {
        JsonReader reader = new JsonReader(new StringReader("1 [2,\n\"é\" x]"), Json.meter());
        assertThat(reader.next()).isEqualTo(Json.of("1"));
        assertThat(Json.error(reader::next)).isEqualTo("Invalid numeric literal at line 2, column 7");
    }

    @Test
    void aValueMayBeLongerThanTheBuffer() throws IOException {
        String json = "[\"" + "é".repeat(20_000) + "\"]";
        JsonReader reader = new JsonReader(new StringReader(json + json), Json.meter());
        assertThat(String.valueOf(reader.next())).isEqualTo(json);
        assertThat(String.valueOf(reader.next())).isEqualTo(json);
        assertThat(reader.next()).isNull();
    }

    @Test
    void keysStayInTheirOrder() {
        assertThat(((ObjectNode) Json.of("{\"z\":1,\"a\":2,\"m\":3}")).fieldNames())
                .toIterable()
                .containsExactly("z", "a", "m");
    }
}
