package io.atoll.console.web.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One page of a list that may be long.
 *
 * @param rows what stands on it
 * @param first the position of the first of them, from 1
 * @param total how many the whole list has
 * @param number of the page, from 1
 */
record Slice<T>(List<T> rows, long first, long total, int number) {

    static final int SIZE = 50;

    Slice {
        rows = List.copyOf(rows);
    }

    /** Reads the whole list and keeps one page of it. */
    static <T> Slice<T> of(int number, Consumer<Consumer<T>> source) {
        long first = (long) (number - 1) * SIZE + 1;
        var rows = new ArrayList<T>();
        long[] total = {0};
        source.accept(row -> {
            total[0]++;
            if (total[0] >= first && rows.size() < SIZE) {
                rows.add(row);
            }
        });
        return new Slice<>(rows, first, total[0], number);
    }

    boolean hasNext() {
        return first + rows.size() <= total;
    }
}
