package io.atoll.jq.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTests {

    private final Meter meter = new Meter(Limits.standard());

    @Test
    void tellsWhereAMatchIsInCodePoints() {
        assertThat(matches("b(?<x>ā)?r", "", "ā 😀 bār br"))
                .containsExactly(
                        "{\"offset\":4,\"length\":3,\"string\":\"bār\",\"captures\":[{\"offset\":5,\"length\":1,\"string\":\"ā\",\"name\":\"x\"}]}");
    }

    @Test
    void tellsOfAGroupThatTookNoPart() {
        assertThat(matches("foo (?<bar123>bar)? foo", "ig", "foo bar foo foo  foo"))
                .containsExactly(
                        "{\"offset\":0,\"length\":11,\"string\":\"foo bar foo\",\"captures\":[{\"offset\":4,\"length\":3,\"string\":\"bar\",\"name\":\"bar123\"}]}",
                        "{\"offset\":12,\"length\":8,\"string\":\"foo  foo\",\"captures\":[{\"offset\":-1,\"length\":0,\"string\":null,\"name\":\"bar123\"}]}");
    }

    @Test
    void tellsOfTheGroupsOfAnEmptyMatchAsIfTheyWereEmpty() {
        assertThat(matches("(?=(u))(x)?", "g", "qux"))
                .containsExactly(
                        "{\"offset\":1,\"length\":0,\"string\":\"\",\"captures\":[{\"offset\":1,\"length\":0,\"string\":\"\",\"name\":null},{\"offset\":-1,\"length\":0,\"string\":null,\"name\":null}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "~",
            quoteCharacter = '`',
            value = {
                "``~g~``~a",
                "``~g~a~aaa",
                "^~~``~a",
                "^~g~a~aa",
                "$~g~a~aa",
                "(?=q)~g~qux~aqux",
                "^.*a~g~aaa~a",
                "^.*?a~g~aaa~aaa",
                ", *~g~`, a,b, c`~aaabac",
                "x*~g~āb~aāaaba",
            })
    void replacesAlsoWhatIsEmpty(String pattern, String flags, String input, String result) {
        assertThat(substitute(pattern, flags, input, capture -> List.of(TextNode.valueOf("a"))))
                .containsExactly(result);
    }

    @Test
    void givesAResultForEachReplacement() {
        assertThat(substitute(
                        "(?<a>.)",
                        "g",
                        "aB",
                        capture -> List.of(
                                TextNode.valueOf(capture.get("a").textValue().toUpperCase(Locale.ROOT)),
                                NullNode.instance,
                                TextNode.valueOf("c"))))
                .containsExactly("AB", "", "cc");
    }

    @Test
    void leavesTheInputIfNothingReplacesTheMatch() {
        assertThat(substitute("b", "g", "abc", capture -> List.of())).containsExactly("abc");
    }

    @Test
    void addsOnlyTexts() {
        assertThatThrownBy(() -> substitute("b", "g", "abc", capture -> List.of(IntNode.valueOf(1))))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("string (\"a\") and number (1) cannot be added");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "~",
            quoteCharacter = '`',
            value = {"``~g~ab~|a|b|", "c~g~ab~ab", "a+~gi~abAABBabA~|b|BB|b|", ",? *~gn~`ab,cd ef,  gh`~ab|cd|ef|gh"})
    void splits(String pattern, String flags, String input, String parts) {
        Matches matches = Regexes.compile(pattern, flags).matches(input, meter);
        List<String> found = new ArrayList<>();
        while (matches.next()) {
            found.add(matches.gap());
        }
        found.add(matches.rest());
        assertThat(String.join("|", found)).isEqualTo(parts);
    }

    @Test
    void scansGroupsOrWholeMatches() {
        assertThat(scan("(a+)(b)?", "abaa")).containsExactly("[\"a\",\"b\"]", "[\"aa\",null]");
        assertThat(scan("a+", "abaa")).containsExactly("\"a\"", "\"aa\"");
    }

    @Test
    void saysWhatCannotBeMatched() {
        assertThatThrownBy(() -> Regexes.of(NullNode.instance, TextNode.valueOf("a"), NullNode.instance))
                .hasMessage("null (null) cannot be matched, as it is not a string");
        assertThatThrownBy(() -> Regexes.of(TextNode.valueOf("a"), IntNode.valueOf(1), NullNode.instance))
                .hasMessage("number (1) is not a string");
        assertThatThrownBy(() -> Regexes.of(TextNode.valueOf("a"), IntNode.valueOf(1)))
                .hasMessage("number not a string or array");
        assertThatThrownBy(() -> Regex.compile("a", "gq")).hasMessage("gq is not a valid modifier string");
        assertThatThrownBy(() -> Regex.compile("(", null))
                .hasMessage("Regex failure: end pattern with unmatched parenthesis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(?:a|c)*[bd]", "(?:a|c){0,10000}[bd]", "(?:a?){0,200}[bd]"})
    void endsAHostileSearchAtTheDeadline(String pattern) {
        Meter brief =
                new Meter(Limits.standard().withTime(Duration.ofMillis(100)).withSteps(Long.MAX_VALUE));
        String input = "a".repeat(40_000) + "!b";
        assertThatThrownBy(() -> Regex.compile(pattern, null).test(input, brief))
                .isInstanceOf(LimitException.class)
                .extracting(e -> ((LimitException) e).limit())
                .isEqualTo(Limit.TIME);
        assertThat(brief.nanosLeft()).isGreaterThan(-Duration.ofSeconds(20).toNanos()); // else it takes for ever
    }

    @Test
    void endsASearchOnAnInterrupt() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Regex.compile("(a+)+$", null).test("a".repeat(40) + "!", meter))
                    .isInstanceOf(LimitException.class)
                    .extracting(e -> ((LimitException) e).limit())
                    .isEqualTo(Limit.INTERRUPT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private List<String> matches(String pattern, String flags, String input) {
        Matches matches = Regexes.compile(pattern, flags).matches(input, meter);
        List<String> found = new ArrayList<>();
        while (matches.next()) {
            found.add(matches.match().toString());
        }
        return found;
    }

    private List<String> scan(String pattern, String input) {
        Matches matches = Regexes.compile(pattern, "g").matches(input, meter);
        List<String> found = new ArrayList<>();
        while (matches.next()) {
            found.add(matches.scan().toString());
        }
        return found;
    }

    private List<String> substitute(
            String pattern, String flags, String input, Function<JsonNode, List<? extends JsonNode>> replacement) {
        Substitution substitution =
                new Substitution(Regexes.compile(pattern, flags).matches(input, meter), meter);
        while (substitution.match()) {
            replacement.apply(substitution.capture()).forEach(substitution::insert);
        }
        return substitution.results().stream().map(JsonNode::textValue).toList();
    }
}
