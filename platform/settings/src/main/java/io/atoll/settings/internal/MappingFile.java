package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Integrations.Unwritten;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file in which the mapping of an instance stands: that of the instance, below its key {@code mapping}, or the one that this key names.
 *
 * @param path of the file
 * @param name by which people know it
 * @param keys all keys of the instance's file; those of the mapping itself if the file is nothing else
 * @param whole whether the file is nothing but the mapping
 * @param content the text of the file
 */
record MappingFile(Path path, String name, Keys keys, boolean whole, String content) {

    private static final String MAPPING = "mapping";

    /** Reads the file of an instance, and the one that it names. */
    static MappingFile of(Path instance, String name) throws Unwritten {
        String content = content(instance, name);
        Keys keys = keys(name, content);
        Entry entry = keys.entries().get(MAPPING);
        if (entry == null) {
            throw new Unwritten(name + " has no key 'mapping' any more; look again", null);
        }
        if (entry.value() instanceof Scalar path) {
            try {
                Path other = instance.resolveSibling(path.text()).normalize();
                String text = content(other, path.text());
                return new MappingFile(other, path.text(), keys(path.text(), text), true, text);
            } catch (InvalidPathException e) {
                throw new Unwritten(name + ": the mapping names no file", e);
            }
        }
        return new MappingFile(instance, name, keys, false, content);
    }

    /** The mapping as JSON. */
    JsonNode mapping() throws Unwritten {
        return whole ? json(name, keys) : json(name, keys).path(MAPPING);
    }

    /** The mapping as it is written; the whole document if it cannot be told apart. */
    String text() {
        return block().orElse(content);
    }

    /** Whether {@link #text} is the mapping alone. */
    boolean apart() throws Unwritten {
        Optional<String> block = block();
        return whole
                || (block.isPresent() && json(name, keys(name, block.get())).equals(mapping()));
    }

    private Optional<String> block() {
        return whole ? Optional.empty() : YamlText.value(content, MAPPING);
    }

    /** Whether a text is the mapping that stands there, perhaps in other words. */
    boolean says(String mapping) throws Unwritten {
        return json(MAPPING, keys(MAPPING, mapping)).equals(mapping());
    }

    /**
     * The content of the file with another mapping, and else as it was.
     *
     * @throws Unwritten if that cannot be
     */
    String with(String mapping) throws Unwritten {
        JsonNode document = json(MAPPING, keys(MAPPING, mapping));
        JsonNode wanted = whole ? document : json(name, keys).set(MAPPING, document);
        Optional<String> text = whole ? Optional.of(ended(mapping)) : YamlText.replaced(content, MAPPING, mapping);
        String changed =
                text.filter(any -> !path.toString().endsWith(".json")).orElseGet(() -> wanted.toPrettyString() + "\n");
        if (!is(changed, wanted)) {
            throw new Unwritten(
                    "the mapping cannot be changed without the rest of " + name + ", because of an anchor, a tag or a"
                            + " mark of documents; change the file by hand",
                    null);
        }
        return changed;
    }

    private boolean is(String text, JsonNode wanted) {
        try {
            return json(name, keys(name, text)).equals(wanted);
        } catch (Unwritten broken) {
            return false;
        }
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    /**
     * Replaces the content, whole or not at all; links and permissions stay.
     *
     * @throws Unwritten if it was changed since it was read, or cannot be written
     */
    void replace(String changed) throws Unwritten {
        try {
            Path real = path.toRealPath();
            if (!Files.readString(real).equals(content)) {
                throw new Unwritten(name + " was changed meanwhile; look again", null);
            }
            Path fresh = real.resolveSibling("." + real.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.copy(real, fresh, StandardCopyOption.COPY_ATTRIBUTES);
            try (var channel = Files.newByteChannel(
                    fresh, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC)) {
                var bytes = StandardCharsets.UTF_8.encode(changed);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unwritten(name + " cannot be written: " + e, e);
        }
    }

    private static String content(Path file, String name) throws Unwritten {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Unwritten(name + " cannot be read: " + e, e);
        }
    }

    private static Keys keys(String name, String content) throws Unwritten {
        var faults = new Faults();
        Value value = Yaml.read(name, content, faults);
        if (value instanceof Keys keys && faults.isEmpty()) {
            return keys;
        }
        throw new Unwritten(faults.isEmpty() ? name + " must hold keys" : faults.toString(), null);
    }

    private static ObjectNode json(String name, Keys keys) throws Unwritten {
        var faults = new Faults();
        JsonNode json = Json.of(keys, faults);
        if (json instanceof ObjectNode object && faults.isEmpty()) {
            return object;
        }
        throw new Unwritten(name + ": " + faults, null);
    }
}
