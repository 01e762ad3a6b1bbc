package io.atoll.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which of the known names somebody meant who wrote one that does not exist. */
public final class Spelling {

    private static final int GUESSES = 3;

    private Spelling() {}

    /**
     * The known names that contain the one that was written, or are it with few slips: one, or one for each three characters. A slip is a
     * character too many, too few, wrong, or swapped with its neighbour; upper and lower case are the same.
     *
     * @return nearest first, three at most
     */
    public static List<String> guesses(String written, Collection<String> known) {
        record Guess(String name, int slips) {}
        int reach = Math.max(1, written.length() / 3);
        return known.stream()
                .distinct()
                .map(name -> new Guess(name, name.contains(written) ? 0 : slips(written, name)))
                .filter(guess -> guess.slips() <= reach)
                .sorted(Comparator.comparingInt(Guess::slips).thenComparing(Guess::name))
                .limit(GUESSES)
                .map(Guess::name)
                .toList();
    }

    /** The end of a message about an unknown name, such as {@code ; did you mean 'paths'? known: branch, paths}. */
    public static String hint(String written, Collection<String> known) {
        if (known.isEmpty()) {
            return "; none is known";
        }
        var guesses = guesses(written, known);
        return (guesses.isEmpty() ? ";" : "; did you mean '" + guesses.getFirst() + "'?") + " known: "
                + String.join(", ", known.stream().sorted().toList());
    }

    private static int slips(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[][] slips = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int least =
                        Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                slips[i][j] = swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
            }
        }
        return slips[from.length()][to.length()];
    }
}
