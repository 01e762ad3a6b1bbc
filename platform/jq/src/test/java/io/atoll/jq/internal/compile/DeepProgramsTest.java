package io.atoll.jq.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are deep, long or grow: each ends soon, on a thread with a small stack, as a program or with what is wrong. */
class DeepProgramsTest {

    private static final long SMALL_STACK = 256 << 10;
    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            [      ~ ]
            .[     ~ ]
            (      ~ )
            -      ~
            {a:    ~ }
            map(   ~ )
            try    ~
            "\\(   ~ )"
            if     ~ then 1 end
            def f: ~ ; f
            """)
    void nestsAThousandTimesAndNoMore(String open, @Nullable String close) throws Exception {
        String end = close == null ? "" : " " + close;
        assertThat(compile((open + " ").repeat(400) + ".a" + end.repeat(400)).text())
                .isNotEmpty();
        assertThatThrownBy(() -> compile((open + " ").repeat(100_000) + ".a" + end.repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("nested more than 1000 levels deep at line 1, column ");
    }

    @Test
    void nestsPatternsAThousandTimesAndNoMore() throws Exception {
        assertThat(compile(". as " + "[".repeat(400) + "$x" + "]".repeat(400) + " | $x")
                        .text())
                .isNotEmpty();
        assertThatThrownBy(() -> compile(". as " + "[".repeat(100_000) + "$x" + "]".repeat(100_000) + " | $x"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("nested more than 1000 levels deep at line 1, column ");
    }

    @Test
    void namesAnUnknownFunctionHoweverLongItsName() {
        assertThatThrownBy(() -> compile("try".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("try/0 is not defined at line 1, column 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {".|", ".+", ".//", ".==1 and ", "1 as $x|", "{a:.}|", "(.;.)|", "label $x|", ".//=1|"})
    void refusesRowsOfTenThousand(String link) {
        assertThatThrownBy(() -> compile(link.repeat(10_000) + ".")).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "[0]", "?", "[]", "[1:]"})
    void refusesTenThousandSuffixes(String suffix) {
        assertThatThrownBy(() -> compile(".x" + suffix.repeat(10_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("more than 1000 expressions in one row");
    }

    @Test
    void takesAListOfTenThousandElements() throws Exception {
        Program list = compile("[" + ".,".repeat(9_999) + ".] | length");
        assertThat(list.first(IntNode.valueOf(1))).hasToString("10000");
    }

    @Test
    void refusesTenThousandFunctions() {
        assertThatThrownBy(() -> compile("def f: .; ".repeat(10_000) + "f"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("more than 1000 expressions in one row");
    }

    @Test
    void takesChainsOfFunctionsThatCallThePreviousOneTwice() throws Exception {
        assertThat(compile(chain("a%1$d: a%2$d | a%2$d; ", "a0: .; ") + "a200").text())
                .isNotEmpty();
    }

    @Test
    void refusesWhatGrowsWithoutEndWhenFunctionsTakeThePlaceOfCalls() {
        assertThatThrownBy(() -> compile(chain("a%1$d(x): a%2$d(x | x) | a%2$d(x, x); ", "a0(x): x | x; ") + "a200(.)"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("the program is too large");
        assertThatThrownBy(() -> compile("def f(x): [" + "x,".repeat(900) + "x]; f([" + ".a,".repeat(5_000) + ".a])"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("the program is too large");
    }

    @Test
    void refusesGridsOfRowsInBrackets() {
        String grid = ".a";
        for (int i = 0; i < 900; i++) {
            grid = "(" + grid + " + 1".repeat(100) + ")";
        }
        String text = grid;
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("more than 20000 operators");
    }

    private static String chain(String link, String first) {
        return IntStream.rangeClosed(1, 200)
                .mapToObj(i -> "def " + String.format(link, i, i - 1))
                .collect(Collectors.joining("", "def " + first, ""));
    }

    private static Program compile(String text) throws Exception {
        FutureTask<Program> task = new FutureTask<>(() -> Jq.standard().compile(text));
        Thread thread = new Thread(null, task, "small", SMALL_STACK);
        thread.start();
        assertThat(thread.join(SOON)).isTrue();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SyntaxException wrong ? wrong : e;
        }
    }
}
