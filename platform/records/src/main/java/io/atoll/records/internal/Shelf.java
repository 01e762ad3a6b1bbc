package io.atoll.records.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of recordings, {@code <type>~<instance>/<kind>/<run>.records}, each with a description beside it: it is written when the
 * recording begins and when it ends, so that one that was killed in between has the former.
 */
final class Shelf {

    private static final Logger log = LoggerFactory.getLogger(Shelf.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RECORDS = ".records";
    private static final String DESCRIPTION = ".json";

    private final Path top;
    private final Map<Path, Recording> recordings = new ConcurrentHashMap<>();

    Shelf(Path top) {
        this.top = top;
    }

    Path file(IntegrationId integration, Scope scope, RunId run) {
        return top.resolve(integration.toString())
                .resolve(scope.folder())
                .resolve(run.value().replaceAll("[^A-Za-z0-9._-]", "_") + RECORDS);
    }

    Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static Path description(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - RECORDS.length()) + DESCRIPTION);
    }

    /** Looks at what is there; gives how much it takes. */
    long load() {
        if (!Files.isDirectory(top)) {
            return 0;
        }
        long bytes = 0;
        try (var files = Files.walk(top)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(RECORDS)).toList()) {
                bytes += load(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("The records in {} cannot be looked through: {}", top, e.getMessage());
        }
        return bytes;
    }

    private long load(Path file) throws IOException {
        try {
            var known = read(description(file));
            recordings.put(file, known.ended().isPresent() ? known : cutOff(file, known));
            return Files.size(file);
        } catch (IOException | RuntimeException unknown) {
            log.info("{} is deleted: it is not known what records it has: {}", file, unknown.getMessage());
            delete(file);
            return 0;
        }
    }

    /** A recording whose process was killed. */
    private static Recording cutOff(Path file, Recording begun) throws IOException {
        return EntryReader.counted(
                file,
                new Recording(
                        begun.integration(),
                        begun.run(),
                        begun.kind(),
                        begun.selector(),
                        begun.mapping(),
                        begun.began(),
                        Optional.of(Files.getLastModifiedTime(file).toInstant()),
                        0,
                        0,
                        0,
                        false,
                        RecordStore.CUT_OFF));
    }

    List<Recording> all() {
        return List.copyOf(recordings.values());
    }

    /** Those of a scope, newest first. */
    List<Recording> of(IntegrationId integration, Scope scope) {
        Path folder = top.resolve(integration.toString()).resolve(scope.folder());
        return recordings.entrySet().stream()
                .filter(entry -> folder(entry.getKey()).equals(folder))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing((Recording one) -> one.run().value())
                        .reversed())
                .toList();
    }

    Optional<Recording> find(Path file) {
        return Optional.ofNullable(recordings.get(file));
    }

    /** Writes what is known of a recording that begins. */
    void begin(Path file, Recording recording) throws IOException {
        Owned.write(description(file), JSON.writeValueAsBytes(json(recording)));
    }

    /** Takes a recording that goes on. */
    void drop(Path file) {
        recordings.remove(file);
    }

    /**
     * Puts a recording that has ended, and deletes those that it replaces.
     *
     * @return those that were deleted
     */
    List<Recording> put(Path file, Recording recording) throws IOException {
        recordings.put(file, recording);
        Owned.write(description(file), JSON.writeValueAsBytes(json(recording)));
        return replaced(file);
    }

    /** Deletes what will be of no use once a recording has ended; gives what was deleted. */
    List<Recording> makeRoom(Path file) {
        return replaced(file);
    }

    /** Deletes all of a folder but the newest, and the newest whole one. */
    private List<Recording> replaced(Path file) {
        Path folder = folder(file);
        var held = recordings.entrySet().stream()
                .filter(entry -> folder(entry.getKey()).equals(folder))
                .sorted(Comparator.comparing((Map.Entry<Path, Recording> entry) ->
                                entry.getValue().run().value())
                        .reversed())
                .toList();
        var deleted = new ArrayList<Recording>();
        boolean whole = false;
        for (int i = 0; i < held.size(); i++) {
            var entry = held.get(i);
            boolean kept = i == 0 || (entry.getValue().whole() && !whole);
            whole |= entry.getValue().whole();
            if (!kept) {
                remove(entry.getKey()).ifPresent(deleted::add);
            }
        }
        return deleted;
    }

    /** Deletes some. */
    List<Recording> delete(Predicate<Recording> which) {
        var deleted = new ArrayList<Recording>();
        recordings.forEach((file, recording) -> {
            if (which.test(recording)) {
                remove(file).ifPresent(deleted::add);
            }
        });
        return deleted;
    }

    private Optional<Recording> remove(Path file) {
        try {
            delete(file);
            return Optional.ofNullable(recordings.remove(file));
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", file, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(description(file));
        Path folder = folder(file);
        for (int i = 0; i < 2 && empty(folder); i++) {
            Files.deleteIfExists(folder);
            folder = folder(folder);
        }
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static ObjectNode json(Recording recording) {
        ObjectNode json = JSON.createObjectNode();
        json.put("integration", recording.integration().toString())
                .put("run", recording.run().value())
                .put("kind", recording.kind())
                .put("mapping", recording.mapping())
                .put("began", recording.began().toString())
                .put("pages", recording.pages())
                .put("records", recording.records())
                .put("bytes", recording.bytes())
                .put("whole", recording.whole())
                .put("reason", recording.reason());
        json.set("selector", recording.selector());
        recording.ended().ifPresent(ended -> json.put("ended", ended.toString()));
        return json;
    }

    private static Recording read(Path description) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(description));
        if (!(json.path("selector") instanceof ObjectNode selector)) {
            throw new IOException(description + " has no selector");
        }
        return new Recording(
                IntegrationId.parse(json.path("integration").asText()),
                new RunId(json.path("run").asText()),
                json.path("kind").asText(),
                selector,
                json.path("mapping").asText(),
                Instant.parse(json.path("began").asText()),
                json.has("ended") ? Optional.of(Instant.parse(json.path("ended").asText())) : Optional.empty(),
                json.path("pages").asInt(),
                json.path("records").asLong(),
                json.path("bytes").asLong(),
                json.path("whole").asBoolean(),
                json.path("reason").asText());
    }
}
