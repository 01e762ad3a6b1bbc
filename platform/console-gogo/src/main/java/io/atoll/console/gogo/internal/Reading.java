package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Spelling;
import io.atoll.operation.Field;
import io.atoll.operation.Field.Shape;
import io.atoll.operation.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the words after a command. */
final class Reading {

    private final Grammar grammar;
    private final Texts texts;
    private final Map<Field, List<String>> values = new LinkedHashMap<>();
    private final List<String> places = new ArrayList<>();
    private Form form = Form.TABLE;
    private OptionalLong limit = OptionalLong.empty();
    private Optional<String> cursor = Optional.empty();
    private boolean all;
    private boolean wait;
    private boolean help;

    private Reading(Grammar grammar, Texts texts) {
        this.grammar = grammar;
        this.texts = texts;
    }

    /**
     * Reads words.
     *
     * @param texts reads what words refer to
     */
    static Said of(Grammar grammar, List<String> words, Texts texts) throws CommandException {
        Reading reading = new Reading(grammar, texts);
        reading.read(new ArrayDeque<>(words));
        if (!reading.help) {
            reading.place();
        }
        return reading.said();
    }

    private void read(Deque<String> words) throws CommandException {
        boolean options = true;
        while (!words.isEmpty()) {
            String word = words.remove();
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("-") && word.length() > 1) {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                if (equals > 0) {
                    words.push(word.substring(equals + 1));
                    option(word.substring(0, equals), words, true);
                } else {
                    option(word, words, false);
                }
            } else {
                places.add(word);
            }
        }
    }

    /** Reads an option; {@code assigned} if its value was written behind a sign of equality. */
    private void option(String option, Deque<String> words, boolean assigned) throws CommandException {
        Optional<Field> field = grammar.options().stream()
                .filter(each -> Grammar.option(each).equals(option))
                .findFirst();
        if (field.isPresent()) {
            boolean plain = field.get().shape() == Shape.FLAG && !assigned;
            say(field.get(), plain ? "true" : texts.read(field.get(), value(option, words)));
        } else if (option.equals("-o") || option.equals("--output")) {
            form = Form.of(value(option, words));
        } else if (option.equals("-h") || option.equals("--help")) {
            help = true;
        } else if (grammar.lists() && (option.equals("-n") || option.equals("--limit"))) {
            limit = OptionalLong.of(count(option, value(option, words)));
        } else if (grammar.lists() && option.equals("--cursor")) {
            cursor = Optional.of(value(option, words));
        } else if (grammar.all() && (option.equals("-a") || option.equals("--all"))) {
            all = true;
        } else if (grammar.followed() && (option.equals("-w") || option.equals("--wait"))) {
            wait = true;
        } else {
            throw CommandException.refused("atoll:" + grammar.name() + " has no option '" + option + "'"
                    + Spelling.hint(option, grammar.allOptions()));
        }
    }

    private static String value(String option, Deque<String> words) throws CommandException {
        if (words.isEmpty()) {
            throw CommandException.refused(option + " needs a value");
        }
        return words.remove();
    }

    private static long count(String option, String value) throws CommandException {
        if (!value.matches("[0-9]{1,18}")) {
            throw CommandException.refused(option + " takes a whole number from 0, but was '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private void say(Field field, String text) {
        values.computeIfAbsent(field, each -> new ArrayList<>()).add(text);
    }

    /** Gives each word at its place to its field. */
    private void place() throws CommandException {
        Deque<String> words = new ArrayDeque<>(places);
        for (Field field : grammar.places()) {
            if (!values.containsKey(field) && !words.isEmpty()) {
                say(field, texts.read(field, words.remove()));
            }
        }
        rest(List.copyOf(words));
        for (Field field : grammar.operation().fields()) {
            if (field.required() && !values.containsKey(field)) {
                throw CommandException.refused("atoll:" + grammar.name() + " needs "
                        + (grammar.places().contains(field) ? upper(field) : Grammar.option(field))
                        + (field.help().isEmpty() ? "" : ": " + field.help()) + "; see 'help " + grammar.name() + "'");
            }
        }
    }

    private void rest(List<String> words) throws CommandException {
        if (words.isEmpty()) {
            return;
        }
        Field last = grammar.last().orElseThrow(() -> tooMany(words.getFirst()));
        if (last.many()) {
            Optional<Field> instance = instance();
            if (words.size() == 1 && instance.isPresent() && !words.getFirst().matches("-?[0-9]+")) {
                say(instance.get(), words.getFirst());
            } else {
                for (String word : words) {
                    say(last, texts.read(last, word));
                }
            }
        } else if (grammar.lastTakesAll()) {
            say(last, String.join(" ", words));
        } else if (words.size() == 1) {
            say(last, texts.read(last, words.getFirst()));
        } else {
            throw tooMany(words.get(1));
        }
    }

    private Optional<Field> instance() {
        return grammar.options().stream()
                .filter(field -> field.name().equals("integration"))
                .findFirst();
    }

    private CommandException tooMany(String word) {
        return CommandException.refused("atoll:" + grammar.name() + " does not know what '" + word
                + "' is for; see 'help " + grammar.name() + "'");
    }

    /** A field as help writes it where it is said by its place. */
    static String upper(Field field) {
        return Grammar.option(field).substring(2).toUpperCase(Locale.ROOT);
    }

    private Said said() throws CommandException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        try {
            for (var value : values.entrySet()) {
                Field field = value.getKey();
                input.set(field.name(), texts.value(field, value.getValue()));
            }
        } catch (Refused refused) {
            throw CommandException.refused(refused.getMessage());
        }
        return new Said(input, form, limit, cursor, all, wait, help);
    }
}
