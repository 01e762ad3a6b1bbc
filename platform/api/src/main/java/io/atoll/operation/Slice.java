package io.atoll.operation;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param next what to send as {@code cursor} for the next part; empty after the last
 * @param <T> what the list is of
 */
public record Slice<T>(List<T> items, Optional<String> next) {

    /** Copies the list. */
    public Slice {
        items = List.copyOf(items);
    }

    /** A whole list. */
    public static <T> Slice<T> whole(List<T> items) {
        return new Slice<>(items, Optional.empty());
    }
}
