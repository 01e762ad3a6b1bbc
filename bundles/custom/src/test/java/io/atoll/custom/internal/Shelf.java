package io.atoll.custom.internal;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A list of numbered items in pages of ten, and what is wrong with how a server gives it out. */
record Shelf(int length, Fault fault) {

    static final int PAGE = 10;

    /** What goes wrong. */
    enum Fault {
        /** Nothing. */
        NONE,
        /** What leads on is lost in the middle. */
        NO_NEXT,
        /** A page breaks off in the middle of the list, again and again. */
        TRUNCATED,
        /** The same page comes again and again, with the same cursor. */
        REPEATED,
        /** A page in the middle has fewer items than it could have; none is lost. */
        SHORT_PAGE,
        /** The total is smaller than the list. */
        TOTAL_TOO_SMALL,
        /** The end of the list is lost; the total still tells of it. */
        TOTAL_TOO_LARGE
    }

    int total() {
        return fault == Fault.TOTAL_TOO_SMALL ? Math.max(0, length - PAGE) : length;
    }

    /** How many can be had. */
    int visible() {
        return fault == Fault.TOTAL_TOO_LARGE ? Math.max(0, length - 7) : length;
    }

    /** The first item of a page, counted from 0. */
    int start(int page) {
        return fault == Fault.SHORT_PAGE && page > 1 ? page * PAGE - 4 : page * PAGE;
    }

    int count(int from) {
        int most = fault == Fault.SHORT_PAGE && from == PAGE ? 6 : PAGE;
        return Math.max(0, Math.min(most, visible() - from));
    }

    /** The items from one on, as JSON. */
    String items(int from) {
        int first = fault == Fault.REPEATED ? 0 : from;
        return json(first, first + count(first));
    }

    private static String json(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** All items that can be had, as JSON. */
    String all() {
        return json(0, visible());
    }

    boolean more(int from) {
        return fault == Fault.REPEATED || from + count(from) < visible();
    }

    /** What leads to the next page; {@code null} at the end. */
    @Nullable
    Integer next(int from) {
        if (fault == Fault.REPEATED) {
            return PAGE;
        }
        return more(from) && !(fault == Fault.NO_NEXT && from >= PAGE) ? Integer.valueOf(from + count(from)) : null;
    }

    int pages() {
        return (int) IntStream.range(0, 1000)
                .takeWhile(page -> start(page) < visible())
                .count();
    }
}
