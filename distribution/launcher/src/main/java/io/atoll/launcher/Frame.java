package io.atoll.launcher;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of an answer. */
sealed interface Frame {

    /** Text for standard output. */
    record Out(String text) implements Frame {}

    /** Text for standard error. */
    record Err(String text) implements Frame {}

    /** The end of the answer. */
    record Exit(int status) implements Frame {}

    /** A JSON object of one member: its name, and its value as JSON. */
    Pattern LINE = Pattern.compile("\\s*\\{\\s*\"(out|err|exit)\"\\s*:\\s*(.*?)\\s*}\\s*", Pattern.DOTALL);

    /**
     * Reads a line.
     *
     * @throws IOException if it is none of the three
     */
    static Frame read(String line) throws IOException {
        Matcher member = LINE.matcher(line);
        if (member.matches()) {
            String value = member.group(2);
            switch (member.group(1)) {
                case "out" -> {
                    return new Out(JsonText.unquote(value));
                }
                case "err" -> {
                    return new Err(JsonText.unquote(value));
                }
                default -> {
                    if (value.matches("[0-9]{1,3}")) {
                        return new Exit(Integer.parseInt(value));
                    }
                }
            }
        }
        throw new IOException("its answer is not that of a shell: " + line);
    }
}
