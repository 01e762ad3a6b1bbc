package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.JsonFormat;
import io.atoll.jq.internal.value.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments as jq does: options anywhere, short ones together, the first word is the program. */
final class Arguments {

    private static final int TABS = -1;
    private static final int ONE_LINE = -2;
    private static final int WIDEST = 7;

    private final Iterator<String> words;
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final List<String> inputs = new ArrayList<>();
    private final ObjectNode named = JsonNodeFactory.instance.objectNode();
    private final ArrayNode positional = JsonNodeFactory.instance.arrayNode();
    private int indent = 2;
    private boolean ended;
    private @Nullable Flag rest;
    private @Nullable String program;
    private @Nullable String cases;

    private Arguments(List<String> words) {
        this.words = words.iterator();
    }

    /**
     * Reads them.
     *
     * @throws UsageException if they are wrong, or a file cannot be read whose content is a variable
     */
    static Invocation read(List<String> words) throws UsageException {
        return new Arguments(words).read();
    }

    private Invocation read() throws UsageException {
        while (words.hasNext() && !flags.contains(Flag.HELP) && !flags.contains(Flag.VERSION)) {
            word(words.next());
        }
        if (cases != null && (program != null || !inputs.isEmpty())) {
            throw wrong("--cases takes one file and no program");
        }
        Map<String, JsonNode> variables = new HashMap<>();
        named.properties().forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("positional", positional);
        all.set("named", named);
        variables.put("ARGS", all);
        boolean tabs = indent == TABS;
        JsonFormat format = new JsonFormat(
                tabs ? 1 : indent, tabs, flags.contains(Flag.SORT_KEYS), flags.contains(Flag.ASCII_OUTPUT));
        return new Invocation(flags, format, program, inputs, variables, cases);
    }

    private void word(String word) throws UsageException {
        if (ended || !isOption(word)) {
            plain(word);
        } else if (word.equals("--")) {
            ended = true;
        } else if (word.startsWith("--")) {
            option(word.substring(2));
        } else {
            for (int i = 1; i < word.length(); i++) {
                flag(Flag.of(word.charAt(i)), "-" + word.charAt(i));
            }
        }
    }

    private static boolean isOption(String word) {
        return word.length() > 1
                && word.charAt(0) == '-'
                && (word.charAt(1) == '-' || (Character.isLetter(word.charAt(1)) && word.charAt(1) < 0x80));
    }

    private void plain(String word) throws UsageException {
        if (program == null && cases == null) {
            program = word;
        } else if (rest == Flag.ARGS) {
            positional.add(word);
        } else if (rest == Flag.JSON_ARGS) {
            positional.add(json(word, "--jsonargs"));
        } else {
            inputs.add(word);
        }
    }

    private void flag(@Nullable Flag flag, String text) throws UsageException {
        if (flag == null) {
            throw wrong("Unknown option " + text);
        }
        flags.add(flag);
        if (flag == Flag.COMPACT_OUTPUT) {
            indent = ONE_LINE;
        } else if (flag == Flag.TAB) {
            indent = TABS;
        } else if (flag == Flag.ARGS || flag == Flag.JSON_ARGS) {
            rest = flag;
        }
    }

    private void option(String name) throws UsageException {
        switch (name) {
            case "indent" -> indent = indent(parameter("--indent takes one parameter"));
            case "cases" -> cases = parameter("--cases takes one parameter: a file, or - for the standard input");
            case "arg" -> define(name, "value", (variable, text) -> TextNode.valueOf(text));
            case "argjson" -> define(name, "text", (variable, text) -> json(text, "--argjson"));
            case "slurpfile", "rawfile" -> define(name, "filename", (variable, file) -> load(name, variable, file));
            default -> flag(Flag.of(name), "--" + name);
        }
    }

    private String parameter(String lack) throws UsageException {
        if (!words.hasNext()) {
            throw wrong(lack);
        }
        return words.next();
    }

    private static int indent(String number) throws UsageException {
        try {
            int indent = Integer.parseInt(number);
            if (indent >= TABS && indent <= WIDEST) {
                return indent;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong("--indent takes a number between -1 and 7");
    }

    private interface Definition {
        JsonNode value(String variable, String parameter) throws UsageException;
    }

    /** The first definition of a name is the one that counts. */
    private void define(String option, String second, Definition definition) throws UsageException {
        String lack = "--" + option + " takes two parameters (e.g. --" + option + " varname " + second + ")";
        String variable = parameter(lack);
        String parameter = parameter(lack);
        if (!named.has(variable)) {
            named.set(variable, definition.value(variable, parameter));
        }
    }

    private static JsonNode json(String text, String option) throws UsageException {
        try {
            return JsonReader.read(text, new Meter(Limits.none()));
        } catch (EvaluationException e) {
            throw wrong("invalid JSON text passed to " + option);
        }
    }

    private static UsageException wrong(String message) {
        return new UsageException("jq: " + message + "\nUse jq --help for help with command-line options");
    }

    private static JsonNode load(String option, String variable, String file) throws UsageException {
        try {
            return option.equals("rawfile") ? TextNode.valueOf(TextFile.text(file)) : TextFile.values(file);
        } catch (IOException | EvaluationException e) {
            throw new UsageException(
                    "jq: Bad JSON in --" + option + " " + variable + " " + file + ": " + TextFile.reason(file, e));
        }
    }
}
