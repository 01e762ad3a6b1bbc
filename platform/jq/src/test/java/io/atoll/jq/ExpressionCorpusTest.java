package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Expressions of the public mappings on inputs, plausible ones and others, against the outputs and errors of libjq.
 *
 * <p>The reference read a single quote at the beginning or end of a word as a double one, as mappings mean it; so does this test.
 */
class ExpressionCorpusTest {

    private static final Pattern UNDEFINED = Pattern.compile("\\S+ is not defined");
    private static final Pattern OUTER_QUOTE = Pattern.compile("(?<=\\A|\\s)'(?![\\s\"])|(?<![\\s\"])'(?=\\s|\\z)");
    private static final int SHOWN = 30;

    private final Engine engine = Engine.subject();
    private final Map<String, Attempt> attempts = new HashMap<>();

    @Test
    void agreesWithTheReferenceOnEveryExpressionAndInput() {
        List<String> differences = new ArrayList<>();
        int cases = 0;
        for (String line : Corpus.lines("jq-expressions.jsonl")) {
            JsonNode reference = Values.read(line);
            String difference = difference(reference);
            if (difference != null) {
                differences.add(reference.get("expr").textValue() + "\n  on " + reference.get("input") + "\n  gives "
                        + difference);
            }
            cases++;
        }
        assertThat(cases).isGreaterThan(9_000);
        assertThat(differences.stream().limit(SHOWN))
                .as("%d of %d cases differ, the first of them", differences.size(), cases)
                .isEmpty();
    }

    /** What differs, for people; null if nothing does. */
    private @Nullable String difference(JsonNode reference) {
        Attempt attempt = attempts.computeIfAbsent(reference.get("expr").textValue(), this::attempt);
        String error = reference.path("error").textValue();
        if (reference.path("compile").booleanValue()) {
            return attempt.program() != null ? "a program instead of " + error : difference(error, attempt.refusal());
        }
        if (attempt.program() == null) {
            return attempt.refusal();
        }
        Outcome actual = Outcome.of(attempt.program(), reference.get("input"));
        List<JsonNode> outputs = new ArrayList<>();
        reference.path("outputs").forEach(outputs::add);
        boolean agrees = error == null
                ? new Outcome(outputs, null).agrees(actual)
                : actual.error() != null && error.equals(actual.error().asText());
        return agrees ? null : actual + "\n  instead of " + (error == null ? outputs : error);
    }

    private static @Nullable String difference(String expected, String actual) {
        Matcher undefined = UNDEFINED.matcher(expected);
        return !undefined.find() || actual.contains(undefined.group()) ? null : actual + "\n  instead of " + expected;
    }

    private Attempt attempt(String expression) {
        try {
            return new Attempt(engine.compile(OUTER_QUOTE.matcher(expression).replaceAll("\"")), "");
        } catch (SyntaxException e) {
            return new Attempt(null, String.valueOf(e.getMessage()));
        }
    }

    private record Attempt(@Nullable Program program, String refusal) {}
}
