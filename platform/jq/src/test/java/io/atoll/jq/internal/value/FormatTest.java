package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    private static JsonNode format(String name, String value) {
        return Format.apply(TextNode.valueOf(name), Json.of(value), Json.meter());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text | [1,\"a\"] | \"[1,\\\"a\\\"]\"",
                "json | \"a\" | \"\\\"a\\\"\"",
                "html | \"!()<>&'\\\"\\t\" | \"!()&lt;&gt;&amp;&apos;&quot;\\t\"",
                "uri | \"a μ😎\\u0000~-._/\" | \"a%20%CE%BC%F0%9F%98%8E%00~-._%2F\"",
                "urid | \"a%20%ce%bc%F0%9F%98%8E+\" | \"a μ😎+\"",
                "csv | [1,\"a\\\"b\",null,true,1.50,nan] | \"1,\\\"a\\\"\\\"b\\\",,true,1.50,\"",
                "tsv | [\"a\\tb\",\"\\\\\",\"\\r\\n\",\"\\u0000\"] | \"a\\\\tb\\t\\\\\\\\\\t\\\\r\\\\n\\t\\\\0\"",
                "sh | [\"it's\",1,null] | \"'it'\\\\''s' 1 null\"",
                "sh | \"a\" | \"'a'\"",
                "base64 | \"foóbar\\n\" | \"Zm/Ds2Jhcgo=\"",
                "base64 | 1 | \"MQ==\"",
                "base64d | \"cWl4YmF6Cg\" | \"qixbaz\\n\"",
                "base64d | \"=\" | \"\"",
                "base64d | \"//79\" | \"\ufffd\ufffd\ufffd\"",
                "base64d | \"7aCA\" | \"\ufffd\"",
                "base64d | \"4oI=\" | \"\ufffd\""
            })
    void formats(String name, String value, String text) {
        assertThat(Json.text(format(name, value))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "csv | 1 | number (1) cannot be csv-formatted, only array",
                "tsv | {} | object ({}) cannot be tsv-formatted, only array",
                "tsv | [[1]] | array ([1]) is not valid in a csv row",
                "sh | [{}] | object ({}) can not be escaped for shell",
                "urid | \"abc%f\" | string (\"abc%f\") is not a valid uri encoding",
                "urid | \"%FX%9F\" | string (\"%FX%9F\") is not a valid uri encoding",
                "urid | \"%F0%93%81\" | string (\"%F0%93%81\") is not a valid uri encoding",
                "base64d | \"Not base64 data\" | string (\"Not base64 data\") is not valid base64 data",
                "base64d | \"QUJDa\" | string (\"QUJDa\") trailing base64 byte found",
                "nope | 1 | nope is not a valid format"
            })
    void complains(String name, String value, String message) {
        assertThat(Json.error(() -> format(name, value))).isEqualTo(message);
    }

    @Test
    void theNameOfAFormatIsAText() {
        assertThat(Json.error(() -> Format.apply(Json.of("1"), Json.of("1"), Json.meter())))
                .isEqualTo("number (1) is not a valid format");
    }
}
