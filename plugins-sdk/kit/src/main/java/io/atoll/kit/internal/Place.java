package io.atoll.kit.internal;

import io.atoll.spi.IntegrationException.Unexpected;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where reading goes on.
 *
 * @param at cursor or address of the next page
 * @param read how many items come before it
 */
record Place(String at, long read) {

    static @Nullable Place parse(Optional<String> text) throws Unexpected {
        if (text.isEmpty()) {
            return null;
        }
        int space = text.get().indexOf(' ');
        if (space < 1 || !text.get().substring(0, space).matches("\\d{1,18}")) {
            throw new Unexpected(
                    "the place where reading was to go on is not understood; the next run begins at the beginning");
        }
        return new Place(
                text.get().substring(space + 1), Long.parseLong(text.get().substring(0, space)));
    }

    @Override
    public String toString() {
        return read + " " + at;
    }
}
