package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Programs by chance with what jq 1.8.2 made of them, {@code recorded.jsonl}: program, input, outputs and the error that ended them, if
 * any, all as text that jq prints.
 */
class RecordedTest {

    private final Engine engine = Engine.subject();

    @Test
    void agreesWithTheRecordedOutcomes() {
        List<String> differences = new ArrayList<>();
        List<String> lines = Corpus.resource("recorded.jsonl");
        for (String line : lines) {
            JsonNode recorded = Values.read(line);
            String program = recorded.get("program").textValue();
            String actual;
            try {
                Outcome outcome = Outcome.of(
                        engine.compile(program), Values.jq(recorded.get("input").textValue()));
                JsonNode error = outcome.error();
                List<String> texts = new ArrayList<>(
                        outcome.outputs().stream().map(Values::text).toList());
                if (error != null) {
                    texts.add("error " + Values.text(error));
                }
                actual = String.join(" ", texts);
            } catch (SyntaxException e) {
                actual = "no program";
            }
            if (!actual.equals(recorded.get("outcome").textValue())) {
                differences.add(program + "\n  on " + recorded.get("input").textValue() + "\n  gives " + actual
                        + "\n  instead of " + recorded.get("outcome").textValue());
            }
        }
        assertThat(lines).hasSizeGreaterThan(500);
        assertThat(differences).isEmpty();
    }
}
