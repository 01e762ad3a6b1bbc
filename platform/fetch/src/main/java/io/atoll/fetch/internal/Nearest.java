package io.atoll.fetch.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who mistyped a name. */
final class Nearest {

    private Nearest() {}

    /** Such as {@code ; did you mean 'paths'? known: branch, paths}. */
    static String hint(String typed, Collection<String> known) {
        var sorted = known.stream().sorted().toList();
        return to(typed, sorted).map(name -> "; did you mean '" + name + "'?").orElse(";")
                + (sorted.isEmpty() ? " none is known" : " known: " + String.join(", ", sorted));
    }

    /** The name that takes the fewest edits, if that is less than half of it. */
    private static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .filter(name -> 2 * distance(typed, name) < Math.max(name.length(), typed.length()));
    }

    /** The number of letters to insert, delete or replace, upper and lower case being one. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
