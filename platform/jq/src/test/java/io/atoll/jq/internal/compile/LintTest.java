package io.atoll.jq.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.jq.Analysis.Finding;
import io.atoll.jq.Jq;
import io.atoll.jq.SyntaxException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is legal and surely not meant, with the column where it stands; and what looks like it and is meant. */
class LintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            .x | tostring == 5                  ~ 6  ~ compares a text with a number
            (.a | length) == "3"                ~ 2  ~ compares a number with a text
            .a | length | . != "3"              ~ 15 ~ compares a number with a text
            "\\(.x)" > 1                      ~ 1  ~ compares a text with a number
            (.a | length) == [1]                ~ 2  ~ compares a number with an array
            (.a | keys) == "b"                  ~ 2  ~ compares an array with a text
            (.a | test("x")) == "true"          ~ 2  ~ compares true or false with a text
            (.a | type) as $t | $t == null      ~ 21 ~ compares a text with null
            1 == 2                              ~ 1  ~ compares two constants
            if true then 1 else 2 end           ~ 4  ~ the condition of if is always true; compare it
            if .a | length then 1 else 2 end    ~ 4  ~ the condition of if is always true, for a number counts as true
            if null then 1 else 2 end           ~ 4  ~ the condition of if is always false
            if .a = 1 then 1 else 2 end         ~ 4  ~ the condition of if assigns with =; write == to compare
            if .a[] == 1 then 1 else 2 end      ~ 4  ~ the condition of if gives an answer for each element
            select(true)                        ~ 8  ~ the condition of select is always true
            map(select(.a = "x"))               ~ 12 ~ the condition of select assigns with =
            select(.a == 1 and .b = 2)          ~ 8  ~ the condition of select assigns with =
            select(.tags[] == "a")              ~ 8  ~ the condition of select gives an answer for each element
            .a == "x" or "y"                    ~ 14 ~ the right side of or is always true, for a text counts as true
            "x" and .a                          ~ 1  ~ the left side of and is always true
            .x | tostring // "none"             ~ 18 ~ is never used, for what stands before the // gives always a text
            "\\(.x)" // "none"                ~ 12 ~ is never used, for what stands before the // gives always a text
            "a" // .b                           ~ 8  ~ is never used
            .a == null // true                  ~ 1  ~ // binds weaker than the comparison before it
            .a == .b // "x"                     ~ 1  ~ // binds weaker than the comparison before it
            [.x | .[]? // []]                   ~ 7  ~ gives the elements one by one, or one empty array
            .a as $x | .b                       ~ 1  ~ $x is never used
            .a as $x | .b as $x | $x            ~ 1  ~ $x is never used
            empty | .x                          ~ 9  ~ is never reached
            if .a then error("x") else empty end | .b ~ 40 ~ is never reached
            "n" + (.a | length)                 ~ 1  ~ a text and a number cannot be added
            .a | tostring + 1                   ~ 6  ~ a text and a number cannot be added
            .a | tostring | .b                  ~ 17 ~ asks for a member of a text, which has none
            .a | length | .[]                   ~ 15 ~ asks for the elements of a number, which has none
            """)
    void findsWhatIsSurelyNotMeant(String program, int column, String message) throws SyntaxException {
        List<Finding> findings = findings(program);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().message()).startsWith(message);
        assertThat(findings.getFirst().position().column()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a == 5",
                ".a == \"5\"",
                ".a | tostring == \"5\"",
                "(.a | index(\"x\")) == null",
                "(.a | length) > 0",
                ".a > \"2024\"",
                "true",
                "if .a then 1 else 2 end",
                "if .a // false then 1 else 2 end",
                "if any(.a[]; . == 1) then 1 else 2 end",
                "if [.a[] == 1] | any then 1 else 2 end",
                "select(.a == \"x\")",
                "select(.a)",
                "select(.a | IN(\"x\", \"y\"))",
                "select(any(.tags[]; . == \"a\"))",
                ".a.b // null",
                ".a // empty",
                ".a // [] | length",
                ".a // .b // \"none\"",
                "(.a == 1) // false",
                "(.a | tonumber) // 0",
                "[.a[]] // []",
                "[.a[]?.b] // []",
                "(.a // [])[]",
                "\"\\(.a | fromjson)\" // \"none\"",
                ".a as $x | $x.b",
                ".a[] as $x | 1",
                "range(3) as $i | \"a\"",
                "reduce .[] as $i (0; . + 1)",
                ".a as [$x, $y] | $y",
                ".a as $_ | 1",
                ".a as $x | \"\\($x)\"",
                ".a as $x | def f: $x; f",
                "def f($x): 1; f(2)",
                "map(.x) | .[0]",
                "\"a\" + .b",
                "\"a\" + (.b // \"c\")",
                "null + 1",
                "\"-\" * 3",
                ".a | tostring | .[0:3]",
                "def tostring: {}; .a | tostring | .b",
                "def select(f): f; select(1)",
                "def f(length): length == \"x\"; f(.a)",
                "try error(\"x\") catch .",
                "label $out | if .a then break $out else . end | .b",
                ".a |= 1",
                ".a = 1 | .b == 2",
                ".a | to_entries | map(.key) | join(\",\")"
            })
    void keepsSilentAboutWhatMayBeMeant(String program) throws SyntaxException {
        assertThat(findings(program)).isEmpty();
    }

    private static List<Finding> findings(String program) throws SyntaxException {
        return Jq.standard().compile(program).analysis().findings();
    }
}
