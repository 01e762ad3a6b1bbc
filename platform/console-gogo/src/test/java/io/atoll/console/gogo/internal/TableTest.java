package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTextLeftAndNumbersRight() {
        Table table = new Table("NAME", "COUNT");
        table.row("a", 1);
        table.row("long name", 1000000);

        assertThat(table.text(OptionalInt.empty())).isEqualTo("""
                NAME         COUNT
                a                1
                long name  1000000
                """);
    }

    @Test
    void cutsTheWidestTextAndNoNumber() {
        Table table = new Table("NAME", "COUNT", "REASON");
        table.row("git~demo", 123456789, "a reason that is far too long");

        assertThat(table.text(OptionalInt.of(36))).isEqualTo("""
                NAME          COUNT  REASON
                git~demo  123456789  a reason that …
                """);
    }

    @Test
    void keepsAReadableRestOnATerminalThatIsTooNarrow() {
        Table table = new Table("NAME", "REASON");
        table.row("0123456789", "0123456789");

        assertThat(table.text(OptionalInt.of(5))).isEqualTo("""
                NAME      REASON
                0123456…  0123456…
                """);
    }

    @Test
    void cutsBetweenWholeCharacters() {
        Table table = new Table("NAME");
        table.row("\ud83d\ude00".repeat(12));

        assertThat(table.text(OptionalInt.of(10))).isEqualTo("NAME\n" + "\ud83d\ude00".repeat(9) + "…\n");
    }

    @Test
    void aCellCannotForgeARow() {
        Table table = new Table("NAME");
        table.row("a\nforged");

        assertThat(table.text(OptionalInt.empty())).isEqualTo("NAME\na\\nforged\n");
    }

    @Test
    void refusesARowOfOtherLength() {
        assertThatThrownBy(() -> new Table("A", "B").row("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
