package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The test suite of jq itself, with the rules of jq's own runner.
 *
 * <p>Cases of what is refused are listed with their reason in {@code suite-refused.tsv}, as file, colon, line and program; the list
 * must be exact. Messages about what is no program are worded better than those of jq: these are listed in
 * {@code suite-messages.tsv}.
 */
class SuiteTest {

    private static final String REFUSED = "suite-refused.tsv";
    private static final String MESSAGES = "suite-messages.tsv";

    private final Engine engine = Engine.subject();
    private final Map<String, String> messages = Corpus.reasons(MESSAGES);

    @TestFactory
    Stream<DynamicTest> agreesWithEveryCaseThatIsNotListed() throws IOException {
        Map<String, String> refused = Corpus.reasons(REFUSED);
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    String difference = difference(one);
                    if (refused.containsKey(one.name())) {
                        assertThat(difference)
                                .as("difference of the listed case %s", one.name())
                                .isNotNull();
                    } else {
                        assertThat(difference).as(one.name()).isNull();
                    }
                }));
    }

    @Test
    void listsOnlyCasesThatExist() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        cases().forEach(one -> names.add(one.name()));
        assertThat(names)
                .containsAll(Corpus.reasons(REFUSED).keySet())
                .containsAll(messages.keySet())
                .hasSizeGreaterThan(850);
    }

    /** What differs, for people; null if nothing does. */
    private @Nullable String difference(Case one) {
        Program program;
        try {
            program = engine.compile(one.program());
        } catch (SyntaxException e) {
            String actual = String.valueOf(e.getMessage());
            if (!one.fails()) {
                return actual;
            }
            String reference = one.message().isEmpty()
                    ? actual
                    : String.valueOf(
                            SyntaxErrors.read(one.message(), one.program()).getMessage());
            String expected = messages.getOrDefault(one.name(), reference);
            if (messages.containsKey(one.name()) && reference.equals(actual)) {
                return "the message of jq itself, though another one is listed";
            }
            return actual.equals(expected) ? null : actual + " instead of " + expected;
        }
        if (one.fails()) {
            return "compiled instead of " + one.message();
        }
        Outcome actual = Outcome.of(program, Values.jq(one.input()));
        List<JsonNode> outputs = one.outputs().stream().map(Values::jq).toList();
        return new Outcome(outputs, null).agrees(new Outcome(actual.outputs(), null))
                ? null
                : actual + " instead of " + outputs;
    }

    /**
     * A case of the suite.
     *
     * @param message of a program that must not compile, empty if it does not matter
     */
    private record Case(
            String file, int line, String program, boolean fails, String message, String input, List<String> outputs) {

        String name() {
            return file + ":" + line + ": " + program.replace('\t', ' ');
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Corpus.path("jq-suite"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".test"))
                    .sorted()
                    .toList()) {
                read(file.getFileName().toString(), Corpus.read(file).split("\n", -1), cases);
            }
        }
        return cases;
    }

    private static void read(String file, String[] lines, List<Case> cases) {
        int next = 0;
        while (next < lines.length) {
            if (isSkipped(lines[next])) {
                next++;
                continue;
            }
            boolean ignores = lines[next].equals("%%FAIL IGNORE MSG");
            boolean fails = ignores || lines[next].equals("%%FAIL");
            int at = fails ? next + 1 : next;
            next = at + 1;
            List<String> rest = new ArrayList<>();
            while (next < lines.length && !isSkipped(lines[next])) {
                rest.add(lines[next++]);
            }
            cases.add(
                    fails
                            ? new Case(file, at + 1, lines[at], true, ignores ? "" : String.join("\n", rest), "", rest)
                            : new Case(file, at + 1, lines[at], false, "", rest.get(0), rest.subList(1, rest.size())));
        }
    }

    /** Blank lines and comments part cases. */
    private static boolean isSkipped(String line) {
        String content = line.replaceFirst("^[ \t]+", "");
        return content.isEmpty() || content.startsWith("#");
    }
}
