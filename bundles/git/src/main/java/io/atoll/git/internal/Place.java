package io.atoll.git.internal;

import io.atoll.spi.RecordSink;
import java.util.Optional;

/**
 * Where reading a repository goes on: after one record of one state of it. Of another state nothing is known, and reading begins at the
 * beginning.
 *
 * @param state the state of the repository; without spaces
 * @param count how many records there were, the last included
 * @param last the key of the last record in that state
 */
record Place(String state, int count, String last) {

    /** The place that a sink remembers, if it is one of this state. */
    static Optional<Place> in(RecordSink part, String state) {
        return part.resumeAt()
                .map(text -> text.split(" ", 3))
                .filter(words -> words.length == 3 && words[0].equals(state) && words[1].matches("\\d{1,9}"))
                .map(words -> new Place(state, Integer.parseInt(words[1]), words[2]));
    }

    /** The form that {@link #in} reads. */
    @Override
    public String toString() {
        return state + " " + count + " " + last;
    }
}
