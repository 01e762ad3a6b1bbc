package io.atoll.settings.internal;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a file, so that a person can mend it in one go. */
final class Faults {

    private final List<Fault> all = new ArrayList<>();

    /**
     * Something that is wrong.
     *
     * @param place where
     * @param key under which it stands; empty if it is about no single key
     * @param message what it is
     */
    record Fault(Place place, String key, String message) {

        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    /** Adds one that is about no single key, unless it is there already. */
    void add(Place place, String what) {
        add(new Fault(place, "", what));
    }

    /** Adds one about a key; the message goes on where {@code key 'x'} stands. */
    void add(Place place, String key, String what) {
        add(new Fault(place, key, "key '" + key + "' " + what));
    }

    /** Adds those of a section, which stands under a key. */
    void addAll(String section, Faults inside) {
        for (Fault fault : inside.all) {
            add(new Fault(
                    fault.place(), fault.key().isEmpty() ? section : section + "." + fault.key(), fault.message()));
        }
    }

    private void add(Fault fault) {
        if (all.stream().map(Fault::toString).noneMatch(fault.toString()::equals)) {
            all.add(fault);
        }
    }

    /** All of them. */
    List<Fault> all() {
        return List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** One line for each fault; empty if there is none. */
    @Override
    public String toString() {
        return String.join("\n", all.stream().map(Fault::toString).toList());
    }
}
