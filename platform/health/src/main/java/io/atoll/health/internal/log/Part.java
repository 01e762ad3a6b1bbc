package io.atoll.health.internal.log;

import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param skip how many items come before it
 * @param limit how many it has at most
 */
public record Part(int skip, int limit) {

    /** What to tell people about {@code limit}. */
    public static final String LIMIT = "how many at most, up to 500; 50 if not said";

    /** What to tell people about {@code cursor}. */
    public static final String CURSOR = "where to go on: 'next' of the part before";

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** Reads both fields; {@code null} stands for what was not said. */
    public static Part of(@Nullable Integer limit, @Nullable String cursor) throws Refused {
        if (cursor != null && !cursor.matches("[0-9]{1,9}")) {
            throw Refused.invalid("cursor", "'cursor' is none that this list has given");
        }
        return new Part(cursor == null ? 0 : Integer.parseInt(cursor), limit(limit));
    }

    static int limit(@Nullable Integer limit) throws Refused {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw Refused.invalid("limit", "'limit' must be from 1 to " + MOST);
        }
        return limit;
    }

    /** The part of a list that is made no further than that. */
    public <T> Slice<T> of(Stream<T> all) {
        List<T> begun = all.skip(skip).limit(limit + 1L).toList();
        boolean more = begun.size() > limit;
        return new Slice<>(
                more ? begun.subList(0, limit) : begun,
                more ? Optional.of(String.valueOf(skip + limit)) : Optional.empty());
    }

    /** The part of a whole list. */
    public <T> Slice<T> of(List<T> all) {
        return of(all.stream());
    }
}
