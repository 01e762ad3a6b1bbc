package io.atoll.catalog.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entities an owner means: those whose datasource starts and ends so.
 *
 * @param prefix how the datasource starts
 * @param suffix how it ends
 * @param before only entities last written before this time, if given
 */
public record Ownership(
        String prefix, String suffix, @Nullable Instant before) {

    /** Whether a datasource starts and ends so; the end may overlap the start. */
    boolean fits(String datasource) {
        return datasource.startsWith(prefix) && datasource.endsWith(suffix);
    }
}
