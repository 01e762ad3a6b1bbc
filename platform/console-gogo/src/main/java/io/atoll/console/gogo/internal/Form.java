package io.atoll.console.gogo.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The form of an output. */
enum Form {
    /** For people. */
    TABLE,
    /** For people, with all columns. */
    WIDE,
    /** One JSON document. */
    JSON,
    /** One YAML document. */
    YAML;

    /** The words that stand for them. */
    static List<String> words() {
        return Arrays.stream(values()).map(Form::toString).toList();
    }

    /** The form of a word. */
    static Form of(String word) throws CommandException {
        for (Form form : values()) {
            if (form.toString().equals(word)) {
                return form;
            }
        }
        throw CommandException.refused(
                "the output is one of " + String.join(", ", words()) + ", but was '" + word + "'");
    }

    /** Whether programs read it. */
    boolean forPrograms() {
        return switch (this) {
            case TABLE, WIDE -> false;
            case JSON, YAML -> true;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
