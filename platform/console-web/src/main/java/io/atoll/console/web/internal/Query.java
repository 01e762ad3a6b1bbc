package io.atoll.console.web.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says besides its path: behind the question mark, or in a form.
 *
 * @param texts by name
 */
record Query(Map<String, List<String>> texts) {

    static final Query NOTHING = new Query(Map.of());

    /** The first text of a name; none if it is blank. */
    Optional<String> text(String name) {
        return all(name).stream().filter(text -> !text.isBlank()).findFirst();
    }

    /** All texts of a name. */
    List<String> all(String name) {
        return texts.getOrDefault(name, List.of());
    }
}
