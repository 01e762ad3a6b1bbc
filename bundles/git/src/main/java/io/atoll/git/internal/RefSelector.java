package io.atoll.git.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selector of the kinds {@code branch} and {@code tag}.
 *
 * @param repos which repositories; all if empty
 * @param name a pattern for the short name; all if absent
 */
record RefSelector(@Nullable List<String> repos, @Nullable String name) {

    /** The short names that are meant. */
    Glob names() {
        return Glob.of(name == null ? "**" : name);
    }
}
