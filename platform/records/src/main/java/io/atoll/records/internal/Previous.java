package io.atoll.records.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recording that a new one will replace: what was read again as it was is copied from there instead of being packed once more. Pages beyond
 * the first {@value #PAGES} are packed.
 */
final class Previous implements AutoCloseable {

    private static final int PAGES = 20_000;

    private final Optional<EntryFile> file;

    /** Where the parts of pages stand, by the content of the page. */
    private final Map<Long, List<Long>> places = new HashMap<>();

    private Previous(Optional<EntryFile> file) {
        this.file = file;
    }

    /** One that has nothing. */
    static Previous none() {
        return new Previous(Optional.empty());
    }

    /** What a file has. */
    static Previous in(Path path) throws IOException {
        var file = EntryFile.open(path);
        try {
            var previous = new Previous(Optional.of(file));
            previous.look(file);
            return previous;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void look(EntryFile opened) throws IOException {
        var walk = opened.walk();
        int page = -1;
        List<Long> parts = List.of();
        while (walk.next() && places.size() < PAGES) {
            if (walk.type() != 'P') {
                continue;
            }
            var head = walk.records();
            if (head.number() != page) {
                page = head.number();
                parts = new ArrayList<>(1);
                // of equal pages one is enough
                places.putIfAbsent(head.content(), parts);
            }
            parts.add(walk.place());
        }
    }

    /** The parts of a page of that content and so many records; empty if there is none. */
    List<Entry.Records> page(long content, int size) {
        var found = places.get(content);
        if (file.isEmpty() || found == null) {
            return List.of();
        }
        try {
            var parts = new ArrayList<Entry.Records>();
            for (long place : found) {
                if (file.get().at(place) instanceof Entry.Records records) {
                    parts.add(records);
                }
            }
            return parts.stream().mapToInt(Entry.Records::size).sum() == size ? parts : List.of();
        } catch (IOException damaged) {
            return List.of(); // then it is packed
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
