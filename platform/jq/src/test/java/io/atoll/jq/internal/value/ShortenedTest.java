package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | null",
                "\"☆☆☆☆☆☆☆☆\" | \"☆☆☆☆☆☆☆☆\"",
                "\"xxxx☆☆☆☆☆☆☆☆\" | \"xxxx☆☆☆☆☆☆...\"",
                "\"xxxxxx☆☆☆☆☆☆☆☆\" | \"xxxxxx☆☆☆☆☆☆...\"",
                "\"xxxxxxxx☆☆☆☆☆☆☆☆\" | \"xxxxxxxx☆☆☆☆☆...\"",
                "123456789012345678901234567890 | 12345678901234567890123456...",
                "[\"https://dev.azure.com/fabrikam\"] | [\"https://dev.azure.com/f...]",
                "{\"name\":\"fd029361-7854-4cdd-8ace\"} | {\"name\":\"fd029361-7854-4c...}"
            })
    void aValueIsCutToTwentyNineBytes(String json, String shortened) {
        assertThat(Shortened.of(Json.of(json))).isEqualTo(shortened);
    }

    @Test
    void aHugeTextIsNotWrittenOut() {
        assertThat(Shortened.of(TextNode.valueOf("\n".repeat(10_000_000))))
                .isEqualTo("\"\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n...\"");
    }
}
