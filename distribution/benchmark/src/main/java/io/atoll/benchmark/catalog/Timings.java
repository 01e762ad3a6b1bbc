package io.atoll.benchmark.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long something took, each time. */
final class Timings {

    private final List<Long> nanos = new ArrayList<>();

    /** Does something and takes its time. */
    <T> T time(Work<T> work) throws Exception {
        var start = System.nanoTime();
        var result = work.run();
        nanos.add(System.nanoTime() - start);
        return result;
    }

    /** The median, the 99th of a hundred and the longest, in milliseconds. */
    @Override
    public String toString() {
        var sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "median %.2f ms, p99 %.2f ms, longest %.2f ms, of %d",
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1),
                sorted.size());
    }

    private static double millis(List<Long> sorted, double part) {
        return sorted.get((int) Math.round(part * (sorted.size() - 1))) / 1e6;
    }

    /** Something to be timed. */
    interface Work<T> {

        T run() throws Exception;
    }
}
