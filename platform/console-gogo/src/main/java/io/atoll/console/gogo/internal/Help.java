package io.atoll.console.gogo.internal;

import io.atoll.operation.Field;
import java.util.ArrayList;
import java.util.List;

/** What a command does and takes, as text for people. */
final class Help {

    private final Grammar grammar;
    private final StringBuilder text = new StringBuilder();

    private Help(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The text of a command, with all its line ends. */
    static String of(Grammar grammar) {
        Help help = new Help(grammar);
        help.usage();
        help.words();
        help.options();
        return help.text.toString();
    }

    /** One line for a command. */
    static String line(String name, String summary) {
        return "%-26s %s\n".formatted("atoll:" + name, summary);
    }

    private void usage() {
        text.append(grammar.summary()).append(".\n\nusage: atoll:").append(grammar.name());
        grammar.places().forEach(field -> text.append(' ').append(Reading.upper(field)));
        grammar.last()
                .ifPresent(field ->
                        text.append(" [").append(Reading.upper(field)).append(grammar.lastTakesAll() ? "…]" : "]"));
        text.append(" [OPTION…]\n");
    }

    private void words() {
        List<Field> words = new ArrayList<>(grammar.places());
        grammar.last().ifPresent(words::add);
        if (!words.isEmpty()) {
            text.append('\n');
        }
        words.forEach(field -> row(Reading.upper(field), said(field)));
    }

    private void options() {
        text.append('\n');
        grammar.options().stream()
                .filter(field -> !grammar.places().contains(field))
                .forEach(field -> row(Grammar.option(field), said(field)));
        if (grammar.lists()) {
            row("-n, --limit", "how many at most; people see 100 if it is not said, programs all");
            row("--cursor", "where to go on");
        }
        if (grammar.all()) {
            row("-a, --all", "print all");
        }
        if (grammar.followed()) {
            row("-w, --wait", "follow the run and print its report; status 0 only if it is complete");
        }
        row("-o, --output", "one of " + String.join(", ", Form.words()) + "; table if it is not said");
    }

    private static String said(Field field) {
        String values = switch (field.shape()) {
            case CHOICE -> String.join(", ", field.choices());
            case JSON, OBJECT -> "JSON, @FILE, or - for the standard input";
            case TEXT -> field.secret() ? "a text, @FILE, or - for the standard input" : "";
            case INT, LONG, NUMBER, FLAG -> "";
            case MOMENT -> field.expected();
        };
        return field.help()
                + (values.isEmpty()
                        ? ""
                        : (field.help().isEmpty() ? "" : " (")
                                + values
                                + (field.help().isEmpty() ? "" : ")"));
    }

    private void row(String word, String sentence) {
        text.append("  %-20s %s".formatted(word, sentence).stripTrailing()).append('\n');
    }
}
