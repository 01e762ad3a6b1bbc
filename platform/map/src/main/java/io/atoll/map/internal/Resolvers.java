package io.atoll.map.internal;

import io.atoll.spi.MappedValueResolver;
import org.jspecify.annotations.Nullable;

/** Knows who gives the values of an instance's mapped texts that are no JQ. */
interface Resolvers {

    /** Nobody does. */
    Resolvers NONE = text -> null;

    /** Who resolves a text now; null if nobody does. */
    @Nullable
    MappedValueResolver resolver(String text);
}
