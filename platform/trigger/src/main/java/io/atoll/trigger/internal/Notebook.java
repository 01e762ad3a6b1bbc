package io.atoll.trigger.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes about one instance in a small JSON file, which is replaced as a whole: what {@link #write} has returned from survives the loss
 * of power, and nobody ever reads half of it. Not safe for use by several threads.
 */
final class Notebook {

    private static final Logger log = LoggerFactory.getLogger(Notebook.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private Notes notes;

    /** Opens the file; notes that cannot be read are put aside and told of. */
    Notebook(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.notes = load();
    }

    /** What was written last. */
    Notes notes() {
        return notes;
    }

    /**
     * Replaces the notes; does nothing if they are the same.
     *
     * @throws UncheckedIOException if that failed; the notes are then as before
     */
    void write(Notes changed) {
        if (changed.equals(notes)) {
            return;
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(json(changed)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file + "; free space or mend its folder", failed);
        }
        notes = changed;
    }

    private Notes load() throws IOException {
        try {
            return notes(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Notes.NONE;
        } catch (JsonProcessingException | DateTimeException damaged) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn("{} cannot be read and is now {}; schedules begin anew: {}", file, aside, damaged.getMessage());
            return Notes.NONE;
        }
    }

    private static ObjectNode json(Notes notes) {
        var json = JsonNodeFactory.instance.objectNode();
        notes.wish().ifPresent(wish -> {
            var one = json.putObject("wish");
            wish.why().forEach(one.putArray("why")::add);
            one.put("anew", wish.anew()).put("failures", wish.failures());
            put(one, "notBefore", Optional.of(wish.notBefore()));
            put(one, "run", wish.run());
            put(one, "asked", wish.asked());
        });
        put(json, "asked", notes.asked());
        put(json, "scheduled", notes.scheduled());
        put(json, "incremental", notes.incremental());
        put(json, "lastRun", notes.lastRun());
        notes.saved().forEach(json.withArray("saved")::add);
        notes.heard()
                .values()
                .forEach(message -> json.withArray("heard")
                        .addObject()
                        .put("log", message.log())
                        .put("position", message.position())
                        .put("sent", message.sent().toString()));
        return json;
    }

    private static void put(ObjectNode json, String key, Optional<?> value) {
        value.ifPresent(present -> json.put(key, present.toString()));
    }

    private static Notes notes(JsonNode json) {
        JsonNode one = json.path("wish");
        var why = new ArrayList<String>();
        one.path("why").forEach(reason -> why.add(reason.asText()));
        var wish = new Wish(
                why,
                one.path("anew").asBoolean(),
                one.path("failures").asInt(),
                instant(one, "notBefore").orElse(Instant.EPOCH),
                run(one, "run"),
                instant(one, "asked"));
        var heard = new HashMap<String, Message>();
        for (JsonNode message : json.path("heard")) {
            String name = message.path("log").asText();
            heard.put(
                    name,
                    new Message(
                            name,
                            message.path("position").asLong(),
                            instant(message, "sent").orElse(Instant.EPOCH)));
        }
        return new Notes(
                one.isObject() ? Optional.of(wish) : Optional.empty(),
                instant(json, "asked"),
                instant(json, "scheduled"),
                instant(json, "incremental"),
                run(json, "lastRun"),
                json.path("saved").valueStream().map(JsonNode::asText).toList(),
                heard);
    }

    private static Optional<Instant> instant(JsonNode json, String key) {
        return text(json, key).map(Instant::parse);
    }

    private static Optional<RunId> run(JsonNode json, String key) {
        return text(json, key).map(RunId::new);
    }

    private static Optional<String> text(JsonNode json, String key) {
        return json.path(key).isTextual() ? Optional.of(json.path(key).textValue()) : Optional.empty();
    }
}
