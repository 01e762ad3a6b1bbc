package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries are narrowed without changing what they mean. */
class JqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1 OR b = 2                          | (a = 1 OR b = 2) AND id = 7",
                "a = 1 ORDER BY created DESC             | (a = 1) AND id = 7 ORDER BY created DESC",
                "a = 1 order  by created                 | (a = 1) AND id = 7 order  by created",
                "ORDER BY created                        | id = 7 ORDER BY created",
                "``                                      | id = 7",
                "summary ~ \"order by mail\"             | (summary ~ \"order by mail\") AND id = 7",
                "summary ~ 'x \\' order by' ORDER BY key | (summary ~ 'x \\' order by') AND id = 7 ORDER BY key",
                "reorder = 1 AND by = 2                  | (reorder = 1 AND by = 2) AND id = 7",
            })
    void keepsTheOrderAtTheEnd(String query, String narrowed) {
        assertThat(new Jql(query).and("id = 7")).hasToString(narrowed);
    }

    @Test
    void readsABitMoreThanWasAskedFor() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(new Jql("a = 1").since(now.minusSeconds(59), now)).hasToString("(a = 1) AND updated >= -2m");
        assertThat(new Jql("a = 1").since(now.minusSeconds(3600), now)).hasToString("(a = 1) AND updated >= -62m");
        assertThat(new Jql("a = 1").since(now.plusSeconds(3600), now)).hasToString("(a = 1) AND updated >= -2m");
    }
}
