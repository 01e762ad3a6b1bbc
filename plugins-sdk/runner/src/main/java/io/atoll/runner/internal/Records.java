package io.atoll.runner.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw records from the third party and keeps them, by what was asked for: kind and selector without its query, which only the
 * mapping heeds. For one thread.
 */
final class Records {

    private static final JsonMapper JSON = new JsonMapper();

    private final Fetcher fetcher;
    private final Path folder;
    private final Map<Question, Kept> kept = new HashMap<>();
    private int number;

    /** Begins with none; what an earlier process kept in the folder is deleted. */
    Records(Fetcher fetcher, Path folder) throws IOException {
        this.fetcher = fetcher;
        this.folder = folder;
        Leftovers.delete(folder);
        Files.createDirectories(folder);
    }

    /** What a provider is asked. */
    private record Question(String kind, ObjectNode selector) {

        static Question of(Resource resource) {
            ObjectNode selector = resource.selector().deepCopy();
            selector.remove("query");
            return new Question(resource.kind().name(), selector);
        }
    }

    /** Forgets all, so that the third party is asked again. */
    void forget() throws IOException {
        for (Kept each : kept.values()) {
            Files.deleteIfExists(each.file());
        }
        kept.clear();
    }

    /** What was read for a resource, if it was. */
    Optional<Kept> known(Resource resource) {
        return Optional.ofNullable(kept.get(Question.of(resource)));
    }

    /** Asks the third party. */
    Kept read(IntegrationId integration, Resource resource) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file =
                folder.resolve(resource.kind().name().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + number++ + ".jsonl");
        try (var writing = new Writing(file)) {
            Fetched fetched = fetcher.fetch(integration, resource, Progress.NONE, writing);
            var all = new Kept(file, writing.count(), writing.problems(fetched), fetched.fatal());
            kept.put(Question.of(resource), all);
            return all;
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    /** Writes pages down as they come. */
    private static final class Writing implements PageSink, AutoCloseable {

        private final BufferedWriter writer;
        private final JsonGenerator json;
        private final Map<String, String> failures = new LinkedHashMap<>();
        private final List<Problem> unreadable = new ArrayList<>();
        private long count;
        private long unread;

        Writing(Path file) throws IOException {
            writer = Files.newBufferedWriter(file);
            json = JSON.createGenerator(writer);
            json.setRootValueSeparator(new SerializedString("\n"));
        }

        @Override
        public synchronized void page(String partition, List<JsonNode> records, @Nullable String resumeAt) {
            try {
                for (JsonNode record : records) {
                    JSON.writeTree(json, record);
                    count++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public synchronized void unreadable(String partition, JsonNode record, String reason) {
            if (unread++ < 3) {
                unreadable.add(new Problem(partition, "a record could not be read: " + reason + ": " + record));
            }
        }

        @Override
        public synchronized void failed(String partition, Throwable failure) {
            failures.putIfAbsent(partition, sort(failure));
        }

        @Override
        public void ended(String partition, @Nullable String gap) {}

        synchronized long count() {
            return count;
        }

        synchronized List<Problem> problems(Fetched fetched) throws IOException {
            json.flush();
            var problems = new ArrayList<Problem>(unreadable);
            if (unread > unreadable.size()) {
                problems.add(new Problem("", "and " + (unread - unreadable.size()) + " more records"));
            }
            for (Gap gap : fetched.gaps()) {
                String sort = failures.getOrDefault(gap.partition(), "");
                problems.add(new Problem(gap.partition(), sort.isEmpty() ? gap.reason() : sort + ": " + gap.reason()));
            }
            return problems;
        }

        /** What people call a failure of a provider. */
        private static String sort(Throwable failure) {
            if (failure instanceof IntegrationException known) {
                return known.getClass().getSimpleName();
            }
            for (StackTraceElement frame : failure.getStackTrace()) {
                if (!frame.getClassName()
                        .matches(
                                "(java|javax|jdk|sun|com\\.fasterxml|org\\.osgi|org\\.apache|io\\.atoll\\.(kit|fetch|spi))\\..*")) {
                    return "Defect at " + frame;
                }
            }
            return "Defect";
        }

        @Override
        public synchronized void close() throws IOException {
            json.close();
        }
    }
}
