package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void escapesWhatWouldActOnATerminal() {
        assertThat(Printable.line("a\u001b[31mred\u0007\u009b2J\u007f"))
                .isEqualTo("a\\u001b[31mred\\u0007\\u009b2J\\u007f");
    }

    @Test
    void staysInOneLine() {
        assertThat(Printable.line("one\r\ntwo\tthree\u2028four\u2029"))
                .isEqualTo("one\\r\\ntwo\\tthree\\u2028four\\u2029");
    }

    @Test
    void escapesWhatReversesOrHidesText() {
        assertThat(Printable.line("user\u202etxt.exe\u200b\ufeff")).isEqualTo("user\\u202etxt.exe\\u200b\\ufeff");
    }

    @Test
    void escapesHalvesOfSurrogatePairsAndKeepsWholeOnes() {
        assertThat(Printable.line("\ud83d \ud83d\ude00 \ude00")).isEqualTo("\\ud83d \ud83d\ude00 \\ude00");
    }

    @Test
    void keepsTheLettersOfAllLanguages() {
        assertThat(Printable.line("Größe, размер, サイズ")).isEqualTo("Größe, размер, サイズ");
    }

    @Test
    void keepsTheLinesOfAJsonDocument() {
        assertThat(Printable.json("{\n  \"a\" : \"\u009b\"\n}")).isEqualTo("{\n  \"a\" : \"\\u009b\"\n}");
    }
}
