package io.atoll.jq.internal.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is said of names that mean nothing. */
final class Names {

    /** Longer names are not compared with others. */
    private static final int LONGEST = 40;

    private Names() {}

    /**
     * Says that a function is unknown, and which one may be meant.
     *
     * @param key name and arity
     * @param defined the names of the functions that the program itself defines
     */
    static String unknown(String key, Collection<String> defined) {
        String name = key.substring(0, key.lastIndexOf('/'));
        if (Builtins.REFUSED.contains(name)) {
            return name + " is not supported: programs have no modules and no other inputs";
        }
        List<String> known = new ArrayList<>(defined);
        Builtins.names().forEach(builtin -> known.add(builtin.substring(0, builtin.indexOf('/'))));
        if (known.contains(name)) {
            List<String> arities = Builtins.names().stream()
                    .filter(builtin -> builtin.startsWith(name + "/"))
                    .sorted()
                    .toList();
            return key + " is not defined" + (arities.isEmpty() ? "" : "; there is " + String.join(", ", arities));
        }
        String nearest = name.length() > LONGEST ? "" : nearest(name, known);
        return key + " is not defined" + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?");
    }

    private static String nearest(String name, List<String> known) {
        String nearest = "";
        int least = Math.max(1, name.length() / 3);
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance <= least && !candidate.startsWith("_")) {
                nearest = candidate;
                least = distance - 1;
            }
        }
        return nearest;
    }

    /** The number of letters to insert, remove, replace or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
