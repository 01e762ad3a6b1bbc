package io.atoll.events.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The events of a lane that are in hand, in the order of their arrival, and which of them may begin: one that has no key in common with an
 * earlier one. For one thread at a time.
 */
final class Window {

    private final Set<InHand> all = new LinkedHashSet<>();
    private final Set<InHand> begun = new HashSet<>();

    int size() {
        return all.size();
    }

    int begun() {
        return begun.size();
    }

    void add(InHand event) {
        all.add(event);
    }

    void remove(InHand event) {
        all.remove(event);
        begun.remove(event);
    }

    /** Begins with those that may, at most so many in all. */
    List<InHand> begin(int most) {
        var free = new ArrayList<InHand>();
        var taken = new HashSet<String>();
        for (var event : all) {
            if (begun.size() == most) {
                break;
            }
            var every = event.keys().contains(Handling.EVERY);
            if (!begun.contains(event)
                    && (every
                            ? taken.isEmpty()
                            : !taken.contains(Handling.EVERY) && Collections.disjoint(taken, event.keys()))) {
                begun.add(event);
                free.add(event);
            }
            if (every) {
                break;
            }
            taken.addAll(event.keys());
        }
        return free;
    }

    /**
     * One event.
     *
     * @param number in the inbox
     * @param event the event
     * @param keys what it is about
     */
    record InHand(long number, Received event, Set<String> keys) {}
}
