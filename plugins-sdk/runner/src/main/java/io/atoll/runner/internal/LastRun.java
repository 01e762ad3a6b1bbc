package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.runner.internal.View.Changed;
import io.atoll.runner.internal.View.KindChanges;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The entities of the last run, a file for each kind: what takes the place of a catalog. */
final class LastRun {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENDING = ".jsonl";

    private final Reconciler reconciler;
    private final Path folder;
    private final int limit;

    /**
     * Looks into a folder.
     *
     * @param limit how many changes are told of each kind and sort
     */
    LastRun(Reconciler reconciler, Path folder, int limit) {
        this.reconciler = reconciler;
        this.folder = folder;
        this.limit = limit;
    }

    /** The kinds of which entities are known. */
    Set<String> kinds() throws IOException {
        Files.createDirectories(folder);
        var kinds = new TreeSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                kinds.add(
                        URLDecoder.decode(name.substring(0, name.length() - ENDING.length()), StandardCharsets.UTF_8));
            }
        }
        return kinds;
    }

    /**
     * Begins to compare the entities of a kind with those of the last run, and to take their place.
     *
     * @param secrets that differences must not show
     */
    Comparison compare(String kind, Secrets secrets) throws IOException {
        Files.createDirectories(folder);
        return new Comparison(kind, secrets, folder.resolve(URLEncoder.encode(kind, StandardCharsets.UTF_8) + ENDING));
    }

    private static MappingIterator<JsonNode> entities(Path file) throws IOException {
        return JSON.readerFor(JsonNode.class).readValues(file.toFile());
    }

    /** The comparison of one kind; for one thread. If it is closed without an end, the last run stays what it was. */
    final class Comparison implements AutoCloseable {

        private final String kind;
        private final Secrets secrets;
        private final Path file;
        private final Path next;
        private final BufferedWriter writer;
        private final Reconciliation reconciliation;
        private final List<Changed> first = new ArrayList<>();
        private long created;
        private long changed;
        private long unchanged;
        private long deleted;

        private Comparison(String kind, Secrets secrets, Path file) throws IOException {
            this.kind = kind;
            this.secrets = secrets;
            this.file = file;
            this.next = file.resolveSibling("." + file.getFileName() + ".part");
            this.writer = Files.newBufferedWriter(next);
            this.reconciliation = reconciler.begin(true);
            if (Files.exists(file)) {
                try (var held = entities(file)) {
                    while (held.hasNext()) {
                        reconciliation.held(Entity.of(held.next()));
                    }
                }
            }
        }

        /**
         * Takes an entity of this run.
         *
         * @param resource the position of the resource that made it
         */
        void take(Entity entity, int resource) throws IOException {
            Judgement judgement = reconciliation.judge(reconciliation.examine(entity), resource);
            switch (judgement.verdict()) {
                case NEW -> tell(created++, new Changed("created", entity.ref().toString(), List.of()));
                case CHANGED ->
                    tell(
                            changed++,
                            new Changed(
                                    "changed",
                                    entity.ref().toString(),
                                    judgement.differences().stream()
                                            .map(secrets::mask)
                                            .toList()));
                case UNCHANGED -> unchanged++;
                case SEARCHED -> created++;
            }
            if (!entity.searched()) {
                write(entity.json());
            }
        }

        private void tell(long before, Changed change) {
            if (before < limit) {
                first.add(change);
            }
        }

        private void write(JsonNode entity) throws IOException {
            writer.write(entity.toString());
            writer.write('\n');
        }

        /**
         * Ends it: the last run is now this one.
         *
         * @param unsure why what is missing may still be there; empty if it is gone
         */
        KindChanges end(String unsure) throws IOException {
            var stale = new HashSet<Ref>();
            reconciliation.stale(ref -> {
                stale.add(ref);
                if (unsure.isEmpty()) {
                    tell(deleted++, new Changed("deleted", ref.toString(), List.of()));
                }
            });
            if (!unsure.isEmpty() && !stale.isEmpty()) {
                try (var held = entities(file)) {
                    while (held.hasNext()) {
                        JsonNode entity = held.next();
                        if (stale.contains(Entity.of(entity).ref())) {
                            write(entity);
                        }
                    }
                }
            }
            writer.close();
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            return new KindChanges(kind, created, changed, unchanged, deleted, stale.isEmpty() ? "" : unsure, first);
        }

        @Override
        public void close() throws IOException {
            reconciliation.close();
            writer.close();
            Files.deleteIfExists(next);
        }
    }
}
