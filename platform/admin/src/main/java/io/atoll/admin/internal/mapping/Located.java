package io.atoll.admin.internal.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the values of a document stand in its text; as a tree, so that paths take no room. */
final class Located {

    /** Where a value stands that has no place. */
    static final Line NOWHERE = new Line(1, 1);

    private final Line line;
    private final int depth;
    private final Map<String, Located> below = new LinkedHashMap<>();

    /** Of a document whose places are not known, or not yet. */
    Located() {
        this(NOWHERE, 0);
    }

    private Located(Line line, int depth) {
        this.line = line;
        this.depth = depth;
    }

    /** Below how many others it stands. */
    int depth() {
        return depth;
    }

    /**
     * A place in a text.
     *
     * @param number from 1
     * @param column from 1
     */
    record Line(int number, int column) {

        @Override
        public String toString() {
            return "line " + number + ", column " + column;
        }
    }

    /** Notes where a value below stands; its step is {@code .key} or {@code [0]}. */
    Located add(String step, Line where) {
        Located located = new Located(where, depth + 1);
        below.put(step, located);
        return located;
    }

    /**
     * The place of a path such as {@code resources[0].kind}; if nothing stands there, of the last value on the way that does.
     *
     * @return empty if nothing of the way is known
     */
    Optional<Line> line(String path) {
        if (below.isEmpty()) {
            return Optional.empty();
        }
        Located at = this;
        String rest = path.startsWith("[") || path.isEmpty() ? path : "." + path;
        for (Optional<Map.Entry<String, Located>> step = at.step(rest); step.isPresent(); step = at.step(rest)) {
            at = step.get().getValue();
            rest = rest.substring(step.get().getKey().length());
        }
        return Optional.of(at.line);
    }

    /** The longest step that a path begins with, as keys may have dots. */
    private Optional<Map.Entry<String, Located>> step(String path) {
        return below.entrySet().stream()
                .filter(each -> path.startsWith(each.getKey()))
                .filter(each -> path.length() == each.getKey().length()
                        || ".[".indexOf(path.charAt(each.getKey().length())) >= 0)
                .max((one, other) ->
                        Integer.compare(one.getKey().length(), other.getKey().length()));
    }
}
