package io.atoll.deploy.internal;

import org.jspecify.annotations.Nullable;

/** What {@link Verification} says about a jar. */
sealed interface Verdict {

    /** It may be installed. */
    record Sound(BundleName name) implements Verdict {}

    /**
     * It must not be installed.
     *
     * @param name {@code null} where it could not be read
     * @param reason what is wrong, where, and what to do
     * @param unfinished whether it looks like a copy that is still under way
     */
    record Refused(@Nullable BundleName name, String reason, boolean unfinished) implements Verdict {}
}
