package io.atoll.jq.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.Program;
import io.atoll.jq.RandomPrograms;
import io.atoll.jq.RandomValues;
import io.atoll.jq.SyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program says that it reads is all that its outputs and errors depend on. */
class ReadsTest {

    private static final long SEED = Long.getLong("atoll.seed", 182);
    private static final int ROUNDS = 100 * Integer.getInteger("atoll.rounds", 20);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            1                       ~ []
            .                       ~ [[]]
            .a                      ~ [[a]]
            .a.b                    ~ [[a, b]]
            .["a"]                  ~ [[a]]
            .a?                     ~ [[a]]
            .a?.b?                  ~ [[a, b]]
            .a[0].b                 ~ [[a]]
            .a[]?.b                 ~ [[a]]
            .a | .b                 ~ [[a]]
            . | .b                  ~ [[b]]
            .a.b, .a                ~ [[a]]
            {a, b: .c}              ~ [[a], [c]]
            {(.k): 1}               ~ [[k]]
            "\\(.a)"              ~ [[a]]
            .a as $x | $x.b, .c     ~ [[a], [c]]
            .a as {b: $y} | $y      ~ [[a]]
            reduce .a[] as $x (.b; .c) ~ [[a], [b]]
            def f: .a; f            ~ [[a]]
            def f(g): g | .b; f(.a) ~ [[a]]
            if .a then .b else .c end ~ [[a], [b], [c]]
            if .a then .b end       ~ [[]]
            try .a catch .b         ~ [[a]]
            .a |= 1                 ~ [[]]
            path(.a)                ~ [[a]]
            select(.a)              ~ [[]]
            length                  ~ [[]]
            empty                   ~ []
            """)
    void namesThePaths(String program, String reads) throws SyntaxException {
        Set<List<String>> paths = Jq.standard().compile(program).analysis().reads();
        assertThat(paths.stream().map(List::toString).sorted().toList()).hasToString(reads);
    }

    @Test
    void seesNothingElse() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        RandomPrograms programs = new RandomPrograms(random);
        RandomValues values = new RandomValues(random);
        int compared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = programs.next();
            Program program = compile(text);
            if (program == null || program.analysis().readsEverything()) {
                continue;
            }
            JsonNode input = values.of("object");
            JsonNode other = mix(input, values.of("object"), program.analysis().reads());
            assertThat(outcome(program, other))
                    .as("%s on %s and on %s", text, input, other)
                    .isEqualTo(outcome(program, input));
            compared++;
        }
        assertThat(compared).isGreaterThan(ROUNDS / 10);
    }

    private static @Nullable Program compile(String text) {
        try {
            return Jq.standard().compile(text);
        } catch (SyntaxException e) {
            return null;
        }
    }

    /** A value with the paths of one value, and all else of another one. */
    private static JsonNode mix(JsonNode kept, JsonNode other, Set<List<String>> paths) {
        if (paths.contains(List.of()) || !kept.isObject()) {
            return kept;
        }
        ObjectNode mixed = JsonNodeFactory.instance.objectNode();
        if (other.isObject()) {
            mixed.setAll((ObjectNode) other);
        }
        Set<String> names = new HashSet<>();
        paths.forEach(path -> names.add(path.getFirst()));
        for (String name : names) {
            Set<List<String>> below = new HashSet<>();
            for (List<String> path : paths) {
                if (path.getFirst().equals(name)) {
                    below.add(path.subList(1, path.size()));
                }
            }
            if (kept.has(name)) {
                mixed.set(name, mix(kept.get(name), other.path(name), below));
            } else {
                mixed.remove(name);
            }
        }
        return mixed;
    }

    private static String outcome(Program program, JsonNode input) {
        List<JsonNode> outputs = new ArrayList<>();
        String end = "";
        try {
            program.evaluate(input, outputs::add);
        } catch (EvaluationException | HaltException e) {
            end = String.valueOf(e.getMessage());
        } catch (LimitException e) {
            return "out of limits";
        }
        return outputs + " " + end;
    }
}
