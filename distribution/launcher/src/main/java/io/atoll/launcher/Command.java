package io.atoll.launcher;

import java.util.ArrayList;
import java.util.List;

/** What a platform is asked to execute; written as the members of a request. */
sealed interface Command {

    /**
     * One or several lines of the shell's language.
     *
     * @param text the lines
     */
    record Text(String text) implements Command {}

    /**
     * One command, whose words are taken as they are.
     *
     * @param words its name first
     * @param folder what the names of files are relative to; empty if there are none
     * @param input its standard input; empty if it has none
     */
    record Words(List<String> words, String folder, String input) implements Command {}

    /** What separates commands in a line. */
    String ENDS = ";|";

    /** Asks what the last word of a line may become. */
    static Command complete(String begun) {
        int end = Math.max(begun.lastIndexOf(ENDS.charAt(0)), begun.lastIndexOf(ENDS.charAt(1)));
        List<String> words = new ArrayList<>(List.of("complete"));
        words.addAll(List.of(begun.substring(end + 1).stripLeading().split(" +", -1)));
        return new Words(words, "", "");
    }

    /** Asks whether a line may be kept; it must not if it may hold a secret. */
    static Command mayKeep(String line) {
        return new Words(List.of("may-keep", line), "", "");
    }

    /** The members of the request. */
    default String members() {
        return switch (this) {
            case Text text -> "\"command\": " + JsonText.quote(text.text());
            case Words words -> {
                List<String> quoted = new ArrayList<>();
                words.words().forEach(word -> quoted.add(JsonText.quote(word)));
                yield "\"arguments\": [" + String.join(", ", quoted) + "]"
                        + (words.folder().isEmpty() ? "" : ", \"folder\": " + JsonText.quote(words.folder()))
                        + (words.input().isEmpty() ? "" : ", \"input\": " + JsonText.quote(words.input()));
            }
        };
    }
}
