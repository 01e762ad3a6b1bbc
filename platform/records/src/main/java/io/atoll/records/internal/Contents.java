package io.atoll.records.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a file of records counts: everything but what was read again later. In a file without such entries it remembers no entry by itself,
 * however many there are.
 */
final class Contents {

    private final boolean remembering;
    private final List<String> names = new ArrayList<>(List.of(""));
    private final Map<Integer, List<Item>> items = new LinkedHashMap<>();
    private int ordinal;
    private int pages;

    /** Records by page, as far as entries are not remembered. */
    private int[] counts = new int[64];

    private Contents(boolean remembering) {
        this.remembering = remembering;
    }

    /** An entry of a partition, by its position among all entries. */
    private record Item(int ordinal, Entry entry) {}

    /** Goes through a file to read it. */
    static Contents of(EntryFile file) throws IOException {
        var walk = file.walk();
        while (walk.next()) {
            if (walk.type() == 'A') {
                return remembered(file);
            }
        }
        return through(file, new Contents(false));
    }

    /** Goes through a file to go on with it: remembers its entries. */
    static Contents remembered(EntryFile file) throws IOException {
        return through(file, new Contents(true));
    }

    private static Contents through(EntryFile file, Contents contents) throws IOException {
        var walk = file.walk();
        while (walk.next()) {
            contents.take(walk);
            contents.ordinal++;
        }
        return contents;
    }

    private void take(EntryFile.Walk walk) throws IOException {
        if (walk.type() == 'P') {
            var head = walk.records();
            pages = Math.max(pages, head.number() + 1);
            add(head.partition(), head);
            if (!remembering) {
                count(head);
            }
            return;
        }
        if (walk.type() == 'M') {
            return;
        }
        switch (walk.read()) {
            case Entry.Name name -> names.add(name.partition());
            case Entry.Unreadable unreadable ->
                add(unreadable.partition(), new Entry.Unreadable(unreadable.partition(), "", ByteBuffer.allocate(0)));
            case Entry.Ended ended -> add(ended.partition(), ended);
            case Entry.Again again -> cut(again);
            case Entry.Records records -> {}
            case Entry.Made made -> {}
        }
    }

    private void count(Entry.Records head) {
        if (head.number() >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(head.number() + 1, 2 * counts.length));
        }
        counts[head.number()] += head.size();
    }

    private void add(int partition, Entry entry) {
        if (!remembering) {
            return;
        }
        items.computeIfAbsent(partition, none -> new ArrayList<>()).add(new Item(ordinal, entry));
    }

    private void cut(Entry.Again again) {
        var held = items.getOrDefault(again.partition(), List.of());
        int last = -1;
        for (int i = 0; i < held.size() && again.place() != 0; i++) {
            if (held.get(i).entry() instanceof Entry.Records records && records.place() == again.place()) {
                last = i;
            }
        }
        held.subList(last + 1, held.size()).clear();
    }

    /** The positions of the entries that count. */
    BitSet ordinals() {
        var ordinals = new BitSet(ordinal);
        if (!remembering) {
            ordinals.set(0, ordinal);
        }
        items.values().forEach(held -> held.forEach(item -> ordinals.set(item.ordinal())));
        return ordinals;
    }

    /** The heads of the records that count. */
    List<Entry.Records> live() {
        var live = new ArrayList<Entry.Records>();
        items.values()
                .forEach(held -> held.forEach(item -> {
                    if (item.entry() instanceof Entry.Records records) {
                        live.add(records);
                    }
                }));
        return live;
    }

    /** How many records of each page count, by its number. */
    int[] sizes() {
        if (remembering) {
            live().forEach(this::count);
        }
        return Arrays.copyOf(counts, pages);
    }

    /** The partitions in which records could not be read. */
    Set<String> unreadable() {
        var found = new HashSet<String>();
        items.forEach((partition, held) -> {
            if (held.stream().anyMatch(item -> item.entry() instanceof Entry.Unreadable)) {
                found.add(partition(partition));
            }
        });
        return found;
    }

    /** The partitions that were read to their end. */
    Set<String> ended() {
        var found = new HashSet<String>();
        items.forEach((partition, held) -> held.forEach(item -> {
            if (item.entry() instanceof Entry.Ended ended && ended.gap() == null) {
                found.add(partition(partition));
            }
        }));
        return found;
    }

    String partition(int number) {
        return names.get(number);
    }

    /** The partitions in the order in which they were named, without the empty name. */
    List<String> partitions() {
        return names.subList(1, names.size());
    }

    /** How many pages were numbered. */
    int pages() {
        return pages;
    }
}
