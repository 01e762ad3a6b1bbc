package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Programs by chance, against jq itself where it is installed.
 *
 * <p>Differences that have their reason are listed in {@code differences.tsv}: a pattern of programs and why. Such programs are left
 * out, or only the text of their error does not count. The system property
 * {@code atoll.seed} chooses other programs, {@code atoll.rounds} how many hundred; {@code atoll.jq.native} names a jq.
 */
class DifferentialTest {

    private static final String VERSION = "1.8";
    private static final long SEED = Long.getLong("atoll.seed", 182);
    private static final int HUNDREDS = Integer.getInteger("atoll.rounds", 4);
    private static final int SHOWN = Integer.getInteger("atoll.shown", 40);

    /** What differs between two runs of jq: notation of a number that was read again, number of a label. */
    private static final Pattern ARTIFACT =
            Pattern.compile("(?i)(?<=\\d)e(?=[-+]?\\d)\\+?|-(?=0\\b)|(?<=__jq.{1,4}:)\\d+");

    private final Engine engine = Engine.subject();

    @Test
    void agreesWithTheJqOfThisMachine() {
        Optional<NativeJq> jq = NativeJq.installed().filter(one -> one.version().startsWith(VERSION));
        assumeThat(jq).as("a jq %s on this machine", VERSION).isPresent();
        compare(jq.orElseThrow());
    }

    private void compare(NativeJq jq) {
        Map<String, String> known = Corpus.reasons("differences.tsv");
        List<Pattern> explained = patterns(known, VERSION + ": ");
        List<Pattern> otherErrors = patterns(known, VERSION + " error: ");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        RandomPrograms programs = new RandomPrograms(random);
        RandomValues values = new RandomValues(random);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int hundred = 0; hundred < HUNDREDS; hundred++) {
            List<NativeJq.Case> cases = new ArrayList<>();
            List<Optional<Outcome>> ours = new ArrayList<>();
            while (cases.size() < 100) {
                NativeJq.Case one =
                        new NativeJq.Case(programs.next(), values.of(random.nextInt(3) > 0 ? "object" : "any"));
                if (explained.stream()
                        .noneMatch(pattern -> pattern.matcher(one.program()).find())) {
                    try {
                        ours.add(outcome(engine, one));
                        cases.add(one);
                    } catch (LimitException e) {
                        // others have no limits
                    }
                }
            }
            List<Optional<Outcome>> theirs = jq.run(cases);
            for (int i = 0; i < cases.size(); i++) {
                String program = cases.get(i).program();
                boolean exact = otherErrors.stream()
                        .noneMatch(pattern -> pattern.matcher(program).find());
                String difference = difference(ours.get(i), theirs.get(i), exact);
                if (difference != null) {
                    differences.add(
                            program + "\n  on " + Values.text(cases.get(i).input()) + "\n  gives " + difference);
                }
                compared++;
            }
        }
        differences.sort(Comparator.comparing(String::length));
        assertThat(compared).isEqualTo(100 * HUNDREDS);
        assertThat(differences.stream().limit(SHOWN))
                .as(
                        "%d of %d programs differ from jq %s with seed %d, the shortest of them",
                        differences.size(), compared, VERSION, SEED)
                .isEmpty();
    }

    private static List<Pattern> patterns(Map<String, String> known, String start) {
        return known.keySet().stream()
                .filter(key -> key.startsWith(start))
                .map(key -> Pattern.compile(key.substring(start.length())))
                .toList();
    }

    private static Optional<Outcome> outcome(Engine engine, NativeJq.Case one) {
        try {
            return Optional.of(Outcome.of(engine.compile(one.program()), one.input()));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String difference(Optional<Outcome> ours, Optional<Outcome> theirs, boolean exact) {
        String actual = ours.map(outcome -> text(outcome, exact)).orElse("no program");
        String expected = theirs.map(outcome -> text(outcome, exact)).orElse("no program");
        return ARTIFACT.matcher(actual)
                        .replaceAll("")
                        .equals(ARTIFACT.matcher(expected).replaceAll(""))
                ? null
                : actual + "\n  instead of " + expected;
    }

    private static String text(Outcome outcome, boolean exact) {
        StringBuilder text = new StringBuilder();
        for (JsonNode output : outcome.outputs()) {
            text.append(Values.text(output)).append(' ');
        }
        JsonNode error = outcome.error();
        return error == null ? text.toString() : text + "and then error" + (exact ? " " + Values.text(error) : "");
    }
}
