package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.run.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    private static JsonNode call(String function, String input, String argument) {
        Meter meter = Json.meter();
        JsonNode in = Json.of(input);
        JsonNode with = Json.of(argument);
        return switch (function) {
            case "length" -> Texts.length(in, meter);
            case "utf8bytelength" -> Texts.utf8Length(in, meter);
            case "split" -> Texts.split(in, with, meter);
            case "explode" -> Texts.explode(in, meter);
            case "implode" -> Texts.implode(in, meter);
            case "ltrimstr" -> Texts.trimPrefix(in, with, meter);
            case "rtrimstr" -> Texts.trimSuffix(in, with, meter);
            case "trimstr" -> Texts.trimBoth(in, with, meter);
            case "trim" -> Texts.trim(in, true, true, meter);
            case "ltrim" -> Texts.trim(in, true, false, meter);
            case "rtrim" -> Texts.trim(in, false, true, meter);
            case "ascii_downcase" -> Texts.lower(in, meter);
            case "ascii_upcase" -> Texts.upper(in, meter);
            case "tostring" -> Texts.text(in, meter);
            case "tonumber" -> Texts.number(in, meter);
            case "toboolean" -> Texts.bool(in);
            case "_strindices" -> Search.indices(in, with, meter);
            default -> throw new IllegalArgumentException(function);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "length | \"é😀\" | null | 2",
                "length | -1.50 | null | 1.50",
                "length | null | null | 0",
                "length | {\"a\":1} | null | 1",
                "utf8bytelength | \"asdfμ😀\" | null | 10",
                "split | \"a,b, c\" | \", \" | [\"a,b\",\"c\"]",
                "split | \", a, \" | \", \" | [\"\",\"a\",\"\"]",
                "split | \"a😀\" | \"\" | [\"a\",\"😀\"]",
                "split | \"\" | \",\" | []",
                "explode | \"a😀\" | null | [97,128512]",
                "implode | [-1,0,1114112,55296,57344,65.9] | null | \"\ufffd\\u0000\ufffd\ufffd\ue000A\"",
                "ltrimstr | \"foobar\" | \"foo\" | \"bar\"",
                "ltrimstr | \"afoo\" | \"foo\" | \"afoo\"",
                "rtrimstr | \"foobar\" | \"bar\" | \"foo\"",
                "rtrimstr | \"a\" | \"\" | \"a\"",
                "trimstr | \"foobarfoo\" | \"foo\" | \"bar\"",
                "trim | \" \\u0085\\u00a0a\\u3000\\n\" | null | \"a\"",
                "ltrim | \" a \" | null | \"a \"",
                "rtrim | \" a \" | null | \" a\"",
                "trim | \" \" | null | \"\"",
                "ascii_downcase | \"AZÉ[@\" | null | \"azÉ[@\"",
                "ascii_upcase | \"azé{`\" | null | \"AZé{`\"",
                "tostring | [1,\"a\"] | null | \"[1,\\\"a\\\"]\"",
                "tostring | 1.10 | null | \"1.10\"",
                "tonumber | \".89\" | null | 0.89",
                "tonumber | \"nan\" | null | null",
                "toboolean | \"true\" | null | true",
                "_strindices | \"xababababax\" | \"aba\" | [1,3,5,7]",
                "_strindices | \"🇬🇧oo\" | \"o\" | [2,3]",
                "_strindices | \"a\" | \"\" | []"
            })
    void gives(String function, String input, String argument, String output) {
        assertThat(Json.text(call(function, input, argument))).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "length | true | null | boolean (true) has no length",
                "utf8bytelength | [1,2] | null | array ([1,2]) only strings have UTF-8 byte length",
                "split | null | \",\" | split input and separator must be strings",
                "explode | null | null | explode input must be a string",
                "ascii_downcase | 1 | null | explode input must be a string",
                "implode | 123 | null | implode input must be an array",
                "implode | [\"a\"] | null | string (\"a\") can't be imploded, unicode codepoint needs to be numeric",
                "implode | [nan] | null | number (null) can't be imploded, unicode codepoint needs to be numeric",
                "ltrimstr | 1 | \"a\" | startswith() requires string inputs",
                "rtrimstr | \"a\" | 1 | endswith() requires string inputs",
                "trim | 1 | null | trim input must be a string",
                "tonumber | \"123\\u0000456\" | null | string (\"123\\u0000456\") cannot be parsed as a number",
                "tonumber | \"5 \" | null | string (\"5 \") cannot be parsed as a number",
                "tonumber | [] | null | array ([]) cannot be parsed as a number",
                "toboolean | \"true\\u0000x\" | null | string (\"true\\u0000x\") cannot be parsed as a boolean",
                "_strindices | 123 | \"a\" | number (123) cannot be searched, as it is not a string",
                "_strindices | \"a\" | 123 | number (123) is not a string"
            })
    void complains(String function, String input, String argument, String message) {
        assertThat(Json.error(() -> call(function, input, argument))).isEqualTo(message);
    }

    @Test
    void slicesByCodepoints() {
        assertThat(Texts.codepoints("a😀b")).isEqualTo(3);
        assertThat(Texts.slice("a😀b", 1, 2)).isEqualTo("😀");
        assertThat(Texts.slice("abc", 0, 3)).isEqualTo("abc");
        assertThat(Texts.slice("a😀", 2, 2)).isEmpty();
    }
}
