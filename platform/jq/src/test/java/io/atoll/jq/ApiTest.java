package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What users of the library see beside the language: places of mistakes, proposals, analysis, limits, variables. */
class ApiTest {

    private static final JsonNode INPUT = Values.jq("{\"a\": {\"b\": [1, 2]}, \"c\": null}");

    private record Mistake(String program, int line, int column, String reason) {}

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrongAndWhere() {
        return Stream.of(
                        new Mistake(".a | lenght", 1, 6, "lenght/0 is not defined"),
                        new Mistake(".a | lenght", 1, 6, "did you mean length?"),
                        new Mistake(".a\n| ascii_lowercase", 2, 3, "ascii_lowercase/0 is not defined"),
                        new Mistake(".a |\n  \t selct(.b)", 2, 5, "did you mean select?"),
                        new Mistake("map(.a; .b)", 1, 1, "map/2 is not defined; there is map/1"),
                        new Mistake("def total: 1; totl", 1, 15, "did you mean total?"),
                        new Mistake("$value", 1, 1, "$value is not defined"),
                        new Mistake(". as $x | $y", 1, 11, "$y is not defined"),
                        new Mistake("break $out", 1, 1, "$*label-out is not defined"),
                        new Mistake(".a ==", 1, 4, "unexpected end of file"),
                        new Mistake(".a)", 1, 3, "unexpected INVALID_CHARACTER"),
                        new Mistake("[.a", 1, 2, "unexpected end of file"),
                        new Mistake(".a == 'x'", 1, 7, "unexpected INVALID_CHARACTER"),
                        new Mistake("if .a then 1", 1, 12, "unexpected end of file"),
                        new Mistake("{a b}", 1, 4, "unexpected"),
                        new Mistake("\"a\\q\"", 1, 3, "Invalid escape"),
                        new Mistake("é | nix", 1, 1, "unexpected INVALID_CHARACTER"),
                        new Mistake("\"é😀\" | nix", 1, 9, "nix/0 is not defined"),
                        new Mistake("import \"a\" as a; .", 1, 1, "import"),
                        new Mistake("include \"a\"; .", 1, 1, "include"),
                        new Mistake("1 | input", 1, 5, "input is not supported"),
                        new Mistake("[inputs]", 1, 2, "inputs is not supported"),
                        new Mistake("modulemeta", 1, 1, "modulemeta is not supported"))
                .map(mistake -> DynamicTest.dynamicTest(mistake.toString().replace('\n', ' '), () -> {
                    SyntaxException thrown = catchThrowableOfType(
                            SyntaxException.class, () -> Jq.standard().compile(mistake.program()));
                    assertThat(thrown).isNotNull();
                    assertThat(thrown.reason()).contains(mistake.reason());
                    assertThat(thrown)
                            .hasMessageEndingWith("at line " + mistake.line() + ", column " + mistake.column());
                    assertThat(thrown.position().line()).isEqualTo(mistake.line());
                    assertThat(thrown.position().column()).isEqualTo(mistake.column());
                    assertThat(thrown.place().lines().toList())
                            .hasSize(2)
                            .element(1)
                            .isEqualTo(" ".repeat(mistake.column() - 1) + "^");
                }));
    }

    @Test
    void marksTheLineOfAMistake() {
        assertThatThrownBy(() -> Jq.standard().compile("{\n  title: .name,\n  url: .nam | lenght\n}"))
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        thrown -> assertThat(thrown.place()).isEqualTo("  url: .nam | lenght\n              ^"));
    }

    private record Facts(String program, List<List<String>> reads, boolean several) {}

    @TestFactory
    Stream<DynamicTest> tellsWhatAProgramReadsAndWhetherItCanGiveSeveralOutputs() {
        return Stream.of(
                        new Facts(".a.b", List.of(List.of("a", "b")), false),
                        new Facts(".a.b // .c", List.of(List.of("a", "b"), List.of("c")), false),
                        new Facts(".a + .a.b", List.of(List.of("a")), false),
                        new Facts(".", List.of(List.of()), false),
                        new Facts("tojson", List.of(List.of()), false),
                        new Facts("1", List.of(), false),
                        new Facts("\"issue\"", List.of(), false),
                        new Facts(".a[]", List.of(List.of("a")), true),
                        new Facts("[.a[] | .b]", List.of(List.of("a")), false),
                        new Facts(".a, .c", List.of(List.of("a"), List.of("c")), true),
                        new Facts(
                                "if .a then .b else .c end", List.of(List.of("a"), List.of("b"), List.of("c")), false),
                        new Facts("\"\\(.a.b)-\\(.c)\"", List.of(List.of("a", "b"), List.of("c")), false),
                        new Facts("empty", List.of(), false))
                .map(facts -> DynamicTest.dynamicTest(facts.program(), () -> {
                    Analysis analysis = Jq.standard().compile(facts.program()).analysis();
                    assertThat(analysis.reads()).containsExactlyInAnyOrderElementsOf(facts.reads());
                    assertThat(analysis.several()).isEqualTo(facts.several());
                    assertThat(analysis.readsEverything())
                            .isEqualTo(facts.reads().contains(List.<String>of()));
                }));
    }

    @Test
    void knowsConstants() throws SyntaxException {
        Map<String, String> constants = Map.of(
                "true",
                "true",
                "\"issue\"",
                "\"issue\"",
                "[1, 2]",
                "[1,2]",
                "{a: [null]}",
                "{\"a\":[null]}",
                "1 + 2",
                "3");
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            assertThat(Jq.standard().compile(constant.getKey()).analysis().constant())
                    .as(constant.getKey())
                    .map(Values::text)
                    .hasValue(constant.getValue());
        }
        for (String other : List.of(".", ".a", "1, 2", "empty", "now", "error(1)")) {
            assertThat(Jq.standard().compile(other).analysis().constant())
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void givesTheFirstOutputAllOrSomeOfThem() throws SyntaxException {
        Program program = Jq.standard().compile(".a.b[]");
        List<JsonNode> some = new ArrayList<>();
        program.evaluate(INPUT, output -> {
            some.add(output);
            return false;
        });
        assertThat(program.text()).isEqualTo(".a.b[]");
        assertThat(program.first(INPUT)).hasToString("1");
        assertThat(program.all(INPUT)).hasToString("[1, 2]");
        assertThat(some).hasToString("[1]");
        assertThat(Jq.standard().compile("empty").first(INPUT)).isNull();
    }

    @Test
    void takesTheValuesOfVariablesWithEachEvaluation() throws SyntaxException {
        Program program = Jq.standard().withVariables(Set.of("one", "two")).compile("[$one, $two, .c]");
        List<JsonNode> outputs = new ArrayList<>();
        program.evaluate(INPUT, Map.of("one", Values.jq("1"), "two", INPUT.get("a")), outputs::add);
        assertThat(outputs).hasToString("[[1,{\"b\":[1,2]},null]]");
        assertThatThrownBy(() -> program.evaluate(INPUT, Map.of("one", Values.jq("1")), outputs::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two");
    }

    @Test
    void hidesTheEnvironmentOfTheProcess() throws SyntaxException {
        assertThat(Jq.standard().compile("env, $ENV").all(INPUT)).hasToString("[{}, {}]");
        assertThat(Jq.standard()
                        .withEnvironment(Map.of("PAGER", "less"))
                        .compile("env.PAGER, $ENV.PAGER")
                        .all(INPUT))
                .hasToString("[\"less\", \"less\"]");
    }

    @Test
    void carriesTheValueThatAProgramRaises() throws SyntaxException {
        Program program = Jq.standard().compile("error({code: 7})");
        assertThatThrownBy(() -> program.all(INPUT))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        thrown -> assertThat(thrown.value()).hasToString("{\"code\":7}"));
    }

    @Test
    void namesTheLimitThatEndsAnEvaluation() throws SyntaxException {
        Limits limits = Limits.standard().withOutputs(10);
        Jq jq = Jq.standard().withLimits(limits);
        assertThat(end(jq, "range(1e9)")).isEqualTo(LimitException.Limit.OUTPUTS);
        assertThat(end(jq, "\"x\" * 1e9")).isEqualTo(LimitException.Limit.LENGTH);
        assertThat(end(jq, "def f: 1 + f; f")).isEqualTo(LimitException.Limit.DEPTH);
        assertThat(end(jq.withLimits(limits.withSteps(1000)), "last(range(1e9))"))
                .isEqualTo(LimitException.Limit.STEPS);
        assertThat(end(jq.withLimits(limits.withGrowth(1000)), "[range(1e9)]")).isEqualTo(LimitException.Limit.GROWTH);
        assertThat(end(jq.withLimits(Limits.none().withTime(Duration.ofMillis(50))), "last(range(1e12))"))
                .isEqualTo(LimitException.Limit.TIME);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws SyntaxException {
        Thread.currentThread().interrupt();
        assertThat(end(Jq.standard().withLimits(Limits.none()), "last(range(1e12))"))
                .isEqualTo(LimitException.Limit.INTERRUPT);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static LimitException.Limit end(Jq jq, String text) throws SyntaxException {
        Program program = jq.compile(text);
        LimitException thrown =
                catchThrowableOfType(LimitException.class, () -> program.evaluate(INPUT, output -> true));
        assertThat(thrown).as(text).isNotNull();
        return thrown.limit();
    }
}
