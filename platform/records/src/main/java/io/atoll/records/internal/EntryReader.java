package io.atoll.records.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Records.Page;
import io.atoll.pipeline.Records.Reader;
import io.atoll.pipeline.Records.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads files of records. */
final class EntryReader {

    private EntryReader() {}

    /** Gives what a file has. */
    static void read(Path path, IntPredicate pages, Reader reader) throws IOException, InterruptedException {
        try (var file = EntryFile.open(path)) {
            var contents = Contents.of(file);
            var ordinals = contents.ordinals();
            var walk = file.walk();
            for (int ordinal = 0; walk.next(); ordinal++) {
                if (!ordinals.get(ordinal)
                        || (walk.type() == 'P' && !pages.test(walk.records().number()))) {
                    continue;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                switch (walk.read()) {
                    case Entry.Records records ->
                        reader.page(new Unpacked(records, contents.partition(records.partition())));
                    case Entry.Unreadable record ->
                        reader.unreadable(
                                contents.partition(record.partition()), Packing.record(record.json()), record.reason());
                    case Entry.Ended ended -> reader.ended(contents.partition(ended.partition()), ended.gap());
                    case Entry.Name name -> {}
                    case Entry.Again again -> {}
                    case Entry.Made made -> {}
                }
            }
        }
    }

    private record Unpacked(Entry.Records entry, String partition) implements Page {

        @Override
        public int number() {
            return entry.number();
        }

        @Override
        public int first() {
            return entry.first();
        }

        @Override
        public int size() {
            return entry.size();
        }

        @Override
        public List<JsonNode> records() {
            return Packing.unpack(entry);
        }
    }

    /** The pages whose records made an entity, and those of which it is not known what they made. */
    static Set<Integer> pagesOf(Path path, Ref ref) throws IOException {
        long wanted = Hash.of(ref);
        try (var file = EntryFile.open(path)) {
            int[] unknown = Contents.of(file).sizes();
            var found = new HashSet<Integer>();
            var walk = file.walk();
            while (walk.next()) {
                if (walk.type() == 'M' && walk.read() instanceof Entry.Made made && made.number() < unknown.length) {
                    unknown[made.number()] -= made.records();
                    for (int i = 0; i < made.hashes().limit(); i++) {
                        if (made.hashes().get(i) == wanted) {
                            found.add(made.number());
                        }
                    }
                }
            }
            for (int page = 0; page < unknown.length; page++) {
                if (unknown[page] > 0) {
                    found.add(page);
                }
            }
            return found;
        }
    }

    /** The same with the figures of what the file has. */
    static Recording counted(Path path, Recording told) throws IOException {
        try (var file = EntryFile.open(path)) {
            int[] sizes = Contents.of(file).sizes();
            return new Recording(
                    told.integration(),
                    told.run(),
                    told.kind(),
                    told.selector(),
                    told.mapping(),
                    told.began(),
                    told.ended(),
                    (int) Arrays.stream(sizes).filter(size -> size > 0).count(),
                    Arrays.stream(sizes).asLongStream().sum(),
                    file.size(),
                    told.whole(),
                    told.reason());
        }
    }
}
