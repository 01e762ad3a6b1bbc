package io.atoll.diff.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Brings entries that come in any order into the order of their keys, on disk: an external merge sort. Trees that are filled in
 * order are written once; filled in any order, nearly the whole of them is written again and again.
 *
 * <p>Not safe for use by several threads at once.
 */
final class SortedRuns {

    private static final int RUN_LENGTH = 20_000;

    private final MVStore store;
    private final Function<String, MVMap<String, byte[]>> maps;
    private final List<MVMap<String, byte[]>> runs = new ArrayList<>();
    private TreeMap<String, byte[]> latest = new TreeMap<>();

    /**
     * Sorts within a store.
     *
     * @param maps opens a map of that store by its name
     */
    SortedRuns(MVStore store, Function<String, MVMap<String, byte[]>> maps) {
        this.store = store;
        this.maps = maps;
    }

    /** Takes an entry; of several with the same key, the last one stays. */
    void put(String key, byte[] value) {
        latest.put(key, value);
        if (latest.size() == RUN_LENGTH) {
            endRun();
        }
    }

    /** Moves all entries into a map, which is empty. */
    void mergeInto(MVMap<String, byte[]> target) {
        endRun();
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::key)
                .thenComparing(Comparator.comparing(Head::run).reversed()));
        for (int run = 0; run < runs.size(); run++) {
            advance(run, runs.get(run).cursor(null), heads);
        }
        String last = null;
        while (!heads.isEmpty()) {
            Head head = heads.remove();
            if (!head.key().equals(last)) {
                last = head.key();
                target.append(last, head.rest().getValue());
            }
            advance(head.run(), head.rest(), heads);
        }
        runs.forEach(store::removeMap);
        runs.clear();
    }

    private void endRun() {
        MVMap<String, byte[]> run = maps.apply("run " + runs.size());
        latest.forEach(run::append);
        runs.add(run);
        latest = new TreeMap<>();
    }

    private static void advance(int run, Cursor<String, byte[]> cursor, PriorityQueue<Head> heads) {
        if (cursor.hasNext()) {
            heads.add(new Head(cursor.next(), run, cursor));
        }
    }

    /** The least entry of a run that is not merged yet: its key, and a cursor that stands at it. */
    private record Head(String key, int run, Cursor<String, byte[]> rest) {}
}
