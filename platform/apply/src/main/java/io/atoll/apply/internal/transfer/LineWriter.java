package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes an export: a header, a line for each thing, a trailer.
 *
 * <pre>{@code
 * {"type":"header","format":"atoll-catalog","version":1,"id":"<uuid>","from":"https://…","at":"…Z","expected":{"blueprint":3,…}}
 * …
 * {"type":"trailer","counts":{"blueprint":3,…}}
 * }</pre>
 *
 * <p>The header says what there was at the beginning, the trailer what was written. A file without trailer is not whole.
 */
final class LineWriter {

    static final String FORMAT = "atoll-catalog";
    static final int VERSION = 1;

    private final OutputStream out;
    private final Contents written = new Contents();

    LineWriter(OutputStream out) {
        this.out = out;
    }

    /** What was written so far. */
    Contents written() {
        return written;
    }

    void header(String from, Instant at, Contents expected) throws IOException {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("type", "header").put("format", FORMAT).put("version", VERSION);
        line.put("id", UUID.randomUUID().toString()).put("from", from).put("at", at.toString());
        line.set("expected", expected.json());
        write(line);
    }

    /** Writes a thing that stands for itself. */
    void write(Section section, ObjectNode document) throws IOException {
        write(section, "", "", document);
    }

    /**
     * Writes a thing of another one.
     *
     * @param key what the other one is to it; empty for nothing
     * @param value the name of the other one; empty if there is none
     */
    void write(Section section, String key, String value, ObjectNode document) throws IOException {
        ObjectNode line = Json.MAPPER.createObjectNode().put("type", section.label());
        if (!value.isEmpty()) {
            line.put(key, value);
        }
        line.set(Line.DOCUMENT, document);
        write(line);
        written.add(section);
    }

    void trailer() throws IOException {
        ObjectNode line = Json.MAPPER.createObjectNode().put("type", "trailer");
        line.set("counts", written.json());
        write(line);
        out.flush();
    }

    private void write(ObjectNode line) throws IOException {
        out.write(Json.MAPPER.writeValueAsBytes(line));
        out.write('\n');
    }
}
