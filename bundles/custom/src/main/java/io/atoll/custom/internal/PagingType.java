package io.atoll.custom.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How lists go on. */
enum PagingType {
    NONE,
    OFFSET,
    PAGE,
    CURSOR,
    NEXT_LINK,
    HEADER_LINK,
    AFTER,
    RANGE;

    /** Reads its name in lower case. */
    @JsonCreator
    static PagingType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("paginationType is one of "
                        + Arrays.stream(values()).map(PagingType::toString).collect(Collectors.joining(", "))
                        + ", but here is '" + text + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
