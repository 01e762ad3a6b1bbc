package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * How far an import has come, kept in a file beside the export, so that another process can go on: JSON lines, appended as things happen.
 *
 * <pre>{@code
 * {"export":"<id>","to":"https://…"}
 * {"done":40}
 * {"refused":57}
 * {"accepted":57}
 * }</pre>
 *
 * <p>{@code done} is the line up to which everything was tried. A last line that was not written whole counts for nothing: what it told
 * is done again, which changes nothing.
 */
final class Journal implements AutoCloseable {

    private final FileChannel file;
    private final BitSet refused;
    private int done;

    private Journal(FileChannel file, BitSet refused, int done) {
        this.file = file;
        this.refused = refused;
        this.done = done;
    }

    /** Begins a new one. */
    static Journal begin(Path path, String export, String to) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Journal journal = new Journal(file, new BitSet(), 0);
        journal.append(Json.MAPPER.createObjectNode().put("export", export).put("to", to));
        return journal;
    }

    /**
     * Goes on with one.
     *
     * @throws MalformedFile if it is about another export or another catalog
     */
    static Journal resume(Path path, String export, String to) throws IOException, MalformedFile {
        BitSet refused = new BitSet();
        int done = 0;
        long whole = 0;
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode entry = parsed(line);
                if (whole == 0 && (!is(entry, "export", export) || !is(entry, "to", to))) {
                    throw new MalformedFile(path + " is the progress of another import (export "
                            + entry.path("export").asText("?") + " to "
                            + entry.path("to").asText("?") + "); delete it to begin this one");
                }
                if (entry.isMissingNode()) {
                    break;
                }
                whole += line.getBytes(StandardCharsets.UTF_8).length + 1L;
                done = Math.max(done, entry.path("done").asInt());
                refused.set(entry.path("refused").asInt());
                refused.clear(entry.path("accepted").asInt());
            }
        }
        refused.clear(0);
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        file.truncate(whole);
        file.position(file.size());
        return new Journal(file, refused, done);
    }

    /** The line up to which everything was tried. */
    int done() {
        return done;
    }

    /** The lines that were tried and refused. */
    BitSet refused() {
        return refused;
    }

    /** Notes that everything up to a line was tried. */
    void tried(int line) throws IOException {
        done = line;
        append(Json.MAPPER.createObjectNode().put("done", line));
    }

    /** Notes that the catalog refused a line. */
    void refuse(int line) throws IOException {
        if (!refused.get(line)) {
            refused.set(line);
            append(Json.MAPPER.createObjectNode().put("refused", line));
        }
    }

    /** Notes that the catalog took a line, which it may have refused before. */
    void accept(int line) throws IOException {
        if (refused.get(line)) {
            refused.clear(line);
            append(Json.MAPPER.createObjectNode().put("accepted", line));
        }
    }

    private void append(ObjectNode entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.STRICT.readTree(line);
        } catch (JsonProcessingException torn) {
            return Json.MAPPER.missingNode();
        }
    }

    private static boolean is(JsonNode entry, String key, String value) {
        return entry.path(key).asText().equals(value);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
