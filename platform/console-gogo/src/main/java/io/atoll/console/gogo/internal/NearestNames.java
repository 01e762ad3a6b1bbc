package io.atoll.console.gogo.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant who wrote one that does not exist. */
final class NearestNames {

    private static final int SUGGESTIONS = 3;

    private NearestNames() {}

    /** A sentence that begins with {@code ;} and proposes names; empty if none is near. */
    static String hint(String wanted, Collection<String> names) {
        List<String> near = nearest(wanted, names);
        return near.isEmpty() ? "" : "; did you mean " + near.stream().collect(Collectors.joining(" or ")) + "?";
    }

    /** The names within a third of the length of the wanted one, or that contain it; nearest first, three at most. */
    static List<String> nearest(String wanted, Collection<String> names) {
        record Candidate(String name, int distance) {}
        int reach = Math.max(1, wanted.length() / 3);
        return names.stream()
                .distinct()
                .map(name -> new Candidate(name, name.contains(wanted) ? 0 : distance(wanted, name)))
                .filter(candidate -> candidate.distance() <= reach)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SUGGESTIONS)
                .map(Candidate::name)
                .toList();
    }

    /** The number of characters to insert, delete or replace to make one text of the other, upper and lower case being equal. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
