package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every expression of the public default mappings compiles, but for what is no plain jq: that is listed with what is wrong in
 * {@code mapping-refused.tsv}.
 */
class MappingExpressionsTest {

    private final Engine engine = Engine.subject();

    @Test
    void compilesEveryExpressionThatIsPlainJq() {
        Map<String, String> refused = new LinkedHashMap<>();
        int expressions = 0;
        for (String line : Corpus.lines("jq-corpus.jsonl")) {
            String expression = Values.read(line).get("expr").textValue();
            try {
                assertThat(engine.compile(expression).text()).isEqualTo(expression);
            } catch (SyntaxException e) {
                refused.put(expression, String.valueOf(e.getMessage()));
            }
            expressions++;
        }
        assertThat(expressions).isGreaterThan(2_000);
        assertThat(refused).containsExactlyInAnyOrderEntriesOf(Corpus.reasons("mapping-refused.tsv"));
    }
}
