package io.atoll.apply.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which blueprints a first installation has begun to create at a catalog, in a small JSON file: {@code {"catalog","blueprints":[…]}}.
 *
 * <p>It is there before the first of them is, and gone once all that the installation creates is there: so whatever it names was created
 * by an installation that was cut off, if it was created at all. What {@link #write} has returned from survives the loss of power.
 */
final class InstallationNote {

    private static final Logger log = LoggerFactory.getLogger(InstallationNote.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Path file;
    private final URI catalog;

    /** The note of an instance, in a folder that need not be there. */
    InstallationNote(Path folder, IntegrationId id, URI catalog) {
        this.folder = folder;
        this.file = folder.resolve(id + ".json");
        this.catalog = catalog;
    }

    /** The identifiers of the blueprints; empty if there is no note, or it is about another catalog. */
    Set<String> blueprints() throws CatalogException {
        var identifiers = new TreeSet<String>();
        try {
            JsonNode note = JSON.readTree(Files.readAllBytes(file));
            if (note.path("catalog").asText().equals(catalog.toString())) {
                note.path("blueprints").forEach(identifier -> identifiers.add(identifier.asText()));
            }
        } catch (NoSuchFileException none) {
            return Set.of();
        } catch (JsonProcessingException damaged) {
            log.warn(
                    "{} cannot be read and is ignored; blueprints of a first installation may be missing in the catalog: {}",
                    file,
                    damaged.getOriginalMessage());
        } catch (IOException failed) {
            throw failure("read", failed);
        }
        return identifiers;
    }

    /** Writes the note in the place of an earlier one. */
    void write(Collection<String> identifiers) throws CatalogException {
        ObjectNode note = JSON.createObjectNode().put("catalog", catalog.toString());
        identifiers.forEach(note.putArray("blueprints")::add);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(note));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync();
        } catch (IOException failed) {
            throw failure("write", failed);
        }
    }

    /** Takes the note away. */
    void delete() throws CatalogException {
        try {
            if (Files.deleteIfExists(file)) {
                sync();
            }
        } catch (IOException failed) {
            throw failure("delete", failed);
        }
    }

    private void sync() throws IOException {
        try (var names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    private CatalogException failure(String what, IOException cause) {
        return new CatalogException("cannot " + what + " " + file + "; free space or mend its folder", cause);
    }
}
