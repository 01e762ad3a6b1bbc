package io.atoll.git.internal;

import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.revwalk.RevTree;

/** The way through the paths of a tree, in its order; it may begin in the middle, if the tree is still the same. */
final class TreeCourse {

    private final String state;
    private final String last;
    private boolean ahead;
    private int count;

    /** Begins where the sink says, or at the beginning. */
    TreeCourse(RecordSink part, RevTree tree) {
        this.state = tree.name();
        Optional<Place> place = Place.in(part, state);
        this.last = place.map(Place::last).orElse("");
        this.count = place.map(Place::count).orElse(0);
        this.ahead = place.isEmpty();
    }

    /** Whether a path comes after those that were read before; to be asked for every path, in the order of the tree. */
    boolean isAhead(String path) {
        boolean result = ahead;
        ahead |= path.equals(last);
        return result;
    }

    /** The place after a record. */
    Place after(String path) {
        return new Place(state, ++count, path);
    }

    /**
     * Makes sure that the beginning was found.
     *
     * @throws IOException if it was not, so that nothing was read
     */
    void requireGoneOn() throws IOException {
        if (!ahead) {
            throw new IOException("the path '" + last + "', after which reading was to go on, is no longer there");
        }
    }
}
