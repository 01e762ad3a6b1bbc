package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for all values: {@code laws.tsv}, on values by chance.
 *
 * <p>The system property {@code atoll.seed} chooses other values, {@code atoll.rounds} how many for each law.
 */
class LawsTest {

    private static final long SEED = Long.getLong("atoll.seed", 182);
    private static final int ROUNDS = Integer.getInteger("atoll.rounds", 20);
    private static final int THREADS = 8;

    private final Engine engine = Engine.subject();

    private record Law(String kind, String program) {}

    private static Stream<Law> laws() {
        return Corpus.resource("laws.tsv").stream()
                .map(line -> new Law(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)));
    }

    private static RandomGenerator random(String law) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + law.hashCode());
    }

    @TestFactory
    Stream<DynamicTest> givesTrueAloneAndLeavesTheInputAlone() {
        return laws().map(law -> DynamicTest.dynamicTest(law.kind() + ": " + law.program(), () -> {
            Program program = engine.compile(law.program());
            RandomValues values = new RandomValues(random(law.program()));
            for (int round = 0; round < ROUNDS; round++) {
                JsonNode input = values.of(law.kind());
                JsonNode copy = input.deepCopy();
                assertThat(Outcome.of(program, input))
                        .as("%s on %s with seed %d", law.program(), copy, SEED)
                        .hasToString("[true]");
                assertThat(input).as("the input after %s", law.program()).isEqualTo(copy);
            }
        }));
    }

    @Test
    void givesTheSameOnManyThreadsAtOnce() throws SyntaxException, InterruptedException, ExecutionException {
        List<Program> programs = new ArrayList<>();
        List<JsonNode> inputs = new ArrayList<>();
        for (Law law : laws().toList()) {
            programs.add(engine.compile(law.program()));
            inputs.add(new RandomValues(random(law.program())).of(law.kind()));
        }
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * programs.size() / THREADS;
            tasks.add(() -> {
                List<String> outcomes = new ArrayList<>();
                for (int i = 0; i < programs.size(); i++) {
                    int at = (first + i) % programs.size();
                    outcomes.add(at + " " + Outcome.of(programs.get(at), inputs.get(at)));
                }
                return outcomes.stream().sorted().toList();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<String>>> outcomes = threads.invokeAll(tasks);
            for (Future<List<String>> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(outcomes.get(0).get()).allMatch(text -> text.endsWith(" [true]"));
            }
        }
    }
}
