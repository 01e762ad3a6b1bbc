package io.atoll.console.gogo.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What is meant by a command that people write in a shorter way.
 *
 * @param operation that is meant
 * @param words for it
 */
record Shortcut(String operation, List<String> words) {

    /** What is meant. */
    static Shortcut of(String operation, List<String> words) {
        List<String> places = places(words);
        return switch (operation) {
            case "events" -> new Shortcut(saysNothing(words, places) ? "events counts" : operation, words);
            case "deadletters" -> {
                if (words.contains("--drop")) {
                    yield new Shortcut(
                            "events discard",
                            words.stream()
                                    .filter(word -> !word.equals("--drop"))
                                    .toList());
                }
                boolean one = places.size() == 1 && places.getFirst().matches("[0-9]+");
                yield new Shortcut(one ? "event" : operation, words);
            }
            default -> new Shortcut(operation, words);
        };
    }

    /** The words that are neither options nor their values. */
    private static List<String> places(List<String> words) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean option = words.get(i).startsWith("-");
            boolean value = i > 0 && words.get(i - 1).startsWith("-");
            if (!option && !value) {
                places.add(words.get(i));
            }
        }
        return places;
    }

    /** Whether nothing is said but how the output looks. */
    private static boolean saysNothing(List<String> words, List<String> places) {
        return places.isEmpty()
                && words.stream()
                        .filter(word -> word.startsWith("-"))
                        .allMatch(word -> word.equals("-o") || word.startsWith("--output"));
    }
}
