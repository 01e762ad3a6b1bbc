package io.atoll.admin.internal.operation;

import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. The cursor of these lists says how many items come before the part.
 *
 * @param skip how many items come before it
 * @param limit how many items it has at most
 */
public record Paging(long skip, int limit) {

    /** What to tell people about {@code limit}. */
    public static final String LIMIT = "how many at most, up to 500; 50 if not said";

    /** What to tell people about {@code cursor}. */
    public static final String CURSOR = "where to go on: 'next' of the part before";

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** Reads both fields; {@code null} stands for what was not said. */
    public static Paging of(@Nullable Integer limit, @Nullable String cursor) throws Refused {
        return new Paging(cursor == null ? 0 : skip(cursor), limit(limit));
    }

    /** How many are wanted. */
    public static int limit(@Nullable Integer limit) throws Refused {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw Refused.invalid("limit", "'limit' must be from 1 to " + MOST);
        }
        return limit;
    }

    private static long skip(String cursor) throws Refused {
        if (!cursor.matches("[0-9]{1,15}")) {
            throw Refused.invalid("cursor", "'cursor' is none that this list has given");
        }
        return Long.parseLong(cursor);
    }

    /** The part of a whole list. */
    public <T> Slice<T> of(List<T> all) {
        return where(all::forEach, each -> true);
    }

    /**
     * The part of those items of a source that fit.
     *
     * @param source gives all items, one after another; only the part is kept, and the source is left by an exception of its consumer once the
     *     part is full and there is more
     */
    public <T> Slice<T> where(Consumer<Consumer<T>> source, Predicate<T> fits) {
        var part = new ArrayList<T>();
        long[] seen = {0};
        try {
            source.accept(item -> {
                if (fits.test(item)) {
                    if (part.size() == limit) {
                        throw new Enough();
                    }
                    if (seen[0]++ >= skip) {
                        part.add(item);
                    }
                }
            });
            return Slice.whole(part);
        } catch (Enough enough) {
            return new Slice<>(part, Optional.of(String.valueOf(skip + part.size())));
        }
    }

    /** The same part, of other things. */
    public static <T, R> Slice<R> map(Slice<T> slice, Function<T, R> as) {
        return new Slice<>(slice.items().stream().map(as).toList(), slice.next());
    }

    /** Says that the part is full and that there is more. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super("the part is full", null, false, false);
        }
    }
}
