package io.atoll.git.internal;

import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selector key {@code repos}: which of the configured repositories are meant, by names or patterns.
 *
 * @param patterns empty for all
 */
record Repos(List<Glob> patterns) {

    /** Reads the key; {@code null} is like an empty list. */
    static Repos of(@Nullable List<String> repos) {
        return new Repos(
                repos == null ? List.of() : repos.stream().map(Glob::of).toList());
    }

    boolean include(String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    /**
     * Refuses a selector that means no repository at all: its records would be taken for gone.
     *
     * @throws Misconfigured if a pattern fits none of the names
     */
    void requireSome(Collection<String> names) throws Misconfigured {
        for (Glob pattern : patterns) {
            if (names.stream().noneMatch(pattern::matches)) {
                throw new Misconfigured("selector repos: '" + pattern + "' fits no configured repository; there are "
                        + String.join(", ", names));
            }
        }
    }
}
