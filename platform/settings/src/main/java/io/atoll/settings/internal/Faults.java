package io.atoll.settings.internal;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a file, so that a person can mend it in one go. */
final class Faults {

    private final List<String> lines = new ArrayList<>();

    /** Adds one, unless it is there already. */
    void add(Place place, String what) {
        String line = place + ": " + what;
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** One line for each fault; empty if there is none. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
