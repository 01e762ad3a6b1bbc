package io.atoll.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, in order, and what of it must not have happened. The lines are numbered: that is the time of the simulation. */
final class Story {

    private final List<String> lines = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long changed;

    /** Adds a line; gives its number. */
    synchronized long tell(String line) {
        lines.add(line);
        return lines.size();
    }

    /** Adds a line about a change of what is true, or a lie about it; gives its number. */
    synchronized long change(String line) {
        changed = tell(line);
        return changed;
    }

    /** The number of the last line about a change. */
    synchronized long changed() {
        return changed;
    }

    synchronized long now() {
        return lines.size();
    }

    /** Adds what must not happen. */
    synchronized void violation(String invariant, String what) {
        violations.add(invariant + ": " + what);
        lines.add("*** " + invariant + ": " + what);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public synchronized String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append("%5d %s%n".formatted(i + 1, lines.get(i)));
        }
        return text.toString();
    }
}
