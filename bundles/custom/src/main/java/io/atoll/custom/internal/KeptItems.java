package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of a list in a file, to be read as often as they are wanted; written by one thread before others read. */
final class KeptItems implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 200;

    private final Path file;
    private final long most;
    private @Nullable OutputStream out;
    private long size;

    /** Makes a file in a folder, for so many bytes at most. */
    KeptItems(Path folder, long most) throws IOException {
        Files.createDirectories(folder);
        this.file = Files.createTempFile(folder, "list", ".json");
        this.most = most;
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** Takes a page; one that is too much ends the keeping. */
    void add(List<? extends JsonNode> page) throws IOException {
        OutputStream to = out;
        if (to == null) {
            return;
        }
        for (JsonNode item : page) {
            byte[] bytes = JSON.writeValueAsBytes(item);
            size += bytes.length;
            if (size > most) {
                drop();
                return;
            }
            to.write(bytes);
            to.write('\n');
        }
    }

    private void drop() throws IOException {
        close();
        out = null;
        Files.deleteIfExists(file);
    }

    /** Ends the writing. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    /** Whether all items are there. */
    boolean whole() {
        return out != null;
    }

    /** Gives them out, some at a time. */
    void read(Listings.Reader reader) throws IntegrationException, InterruptedException {
        try (MappingIterator<JsonNode> items = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            List<JsonNode> page = new ArrayList<>();
            while (items.hasNextValue()) {
                page.add(items.nextValue());
                if (page.size() == AT_ONCE) {
                    reader.read(page);
                    page = new ArrayList<>();
                }
            }
            reader.read(page);
        } catch (IOException e) {
            throw new Unexpected("what was kept of a list cannot be read again from " + file + ": " + e, e);
        }
    }

    /** Removes the file. */
    void remove() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
