package io.atoll.jq.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atoll.jq.Jq;
import io.atoll.jq.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of texts that are no programs: what is there, what was expected, and where. */
class MessagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            "a \\(foo)"         ~ 6  ~ foo/0 is not defined
            .a | ascii_downcaes ~ 6  ~ ascii_downcaes/0 is not defined; did you mean ascii_downcase?
            length(1)           ~ 1  ~ length/1 is not defined; there is length/0
            .a + $x             ~ 6  ~ $x is not defined
            break $x            ~ 1  ~ $*label-x is not defined
            input               ~ 1  ~ input is not supported: programs have no modules and no other inputs
            import "a" as a; .  ~ 1  ~ import is not supported: programs have no modules and no other inputs
            if . then 1         ~ 11 ~ syntax error, unexpected end of file, expecting 'end'
            if .                ~ 4  ~ syntax error, unexpected end of file, expecting 'then'
            if . then 1 elif 2 end ~ 20 ~ syntax error, unexpected end, expecting 'then'
            .a ==               ~ 4  ~ syntax error, unexpected end of file, expecting an expression
            .a == .b == 1       ~ 10 ~ syntax error, unexpected ==, expecting parentheses, for '==' cannot stand in a row with another
            .a === 1            ~ 6  ~ syntax error, unexpected '=', expecting an expression; write ==
            .a && .b            ~ 4  ~ syntax error, unexpected INVALID_CHARACTER, expecting end of file; write and
            .a || .b            ~ 5  ~ syntax error, unexpected '|', expecting an expression; write or, or something between | and |
            .a == 'b'           ~ 7  ~ syntax error, unexpected INVALID_CHARACTER, expecting an expression; strings stand in double quotes
            {a                  ~ 2  ~ syntax error, unexpected end of file, expecting '}'
            [1                  ~ 2  ~ syntax error, unexpected end of file, expecting ']'
            map(.a              ~ 5  ~ syntax error, unexpected end of file, expecting ')'
            .a)                 ~ 3  ~ syntax error, unexpected INVALID_CHARACTER, expecting end of file
            "abc                ~ 1  ~ syntax error, unexpected end of file, expecting the end of the string
            "\\q"               ~ 2  ~ Invalid escape at line 1, column 4 (while parsing '"\\q"')
            {1: 2}              ~ 2  ~ May need parentheses around object key expression
            {(1): 2}            ~ 3  ~ Cannot use number (1) as object key
            {@json: 1}          ~ 7  ~ syntax error, unexpected ':', expecting a string as key of the object
            . as {@json: $x}|1  ~ 12 ~ syntax error, unexpected ':', expecting a string as key of the object
            . a                 ~ 3  ~ syntax error, unexpected IDENT, expecting an operator; write .["field"] for unusual names of fields
            .[] as x | 1        ~ 8  ~ syntax error, unexpected IDENT, expecting BINDING or '[' or '{'
            def f 1; f          ~ 7  ~ syntax error, unexpected LITERAL, expecting ':'
            """)
    void sayWhatIsWrongAndWhere(String text, int column, String reason) {
        SyntaxException wrong =
                catchThrowableOfType(SyntaxException.class, () -> Jq.standard().compile(text));
        assertThat(wrong.reason()).isEqualTo(reason);
        assertThat(wrong.position().line()).isEqualTo(1);
        assertThat(wrong.position().column()).isEqualTo(column);
    }

    @Test
    void showTheLineAndACaretBelowIt() {
        assertThatThrownBy(() -> Jq.standard().compile(".a |\n\t.b | foo |\n.c"))
                .isInstanceOfSatisfying(SyntaxException.class, wrong -> {
                    assertThat(wrong).hasMessage("foo/0 is not defined at line 2, column 7");
                    assertThat(wrong.place()).isEqualTo(" .b | foo |\n      ^");
                });
    }
}
