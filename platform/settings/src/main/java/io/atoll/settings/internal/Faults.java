package io.atoll.settings.internal;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a file, so that a person can mend it in one go. */
final class Faults {

    private final List<String> lines = new ArrayList<>();

    void add(Place place, String what) {
        lines.add(place + ": " + what);
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
