package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads an export line by line, and makes sure that it is one. */
final class LineReader implements AutoCloseable {

    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private final ObjectNode header;
    private final Contents read = new Contents();
    private int number;
    private @Nullable Section last;

    /**
     * Opens a file.
     *
     * @throws MalformedFile if it does not begin as an export of a version that is understood
     */
    LineReader(Path file) throws IOException, MalformedFile {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            header = header();
        } catch (IOException | MalformedFile e) {
            in.close();
            throw e;
        }
    }

    /** What makes this export different from every other one. */
    String id() {
        return header.path("id").asText();
    }

    /** Where it comes from. */
    String from() {
        return header.path("from").asText();
    }

    /** What was read so far. */
    Contents read() {
        return read;
    }

    /**
     * The next thing; {@code null} after the last one, if the file is whole.
     *
     * @throws MalformedFile if the line is none of an export, or the file ends too early; the message names the line
     */
    @Nullable
    Line next() throws IOException, MalformedFile {
        ObjectNode content = object();
        String type = content.path("type").asText();
        if (type.equals("trailer")) {
            finish(content);
            return null;
        }
        Section section = Section.of(type)
                .orElseThrow(() -> wrong("its type is '" + type + "', which this version does not know"));
        if (last != null && section.compareTo(last) < 0) {
            throw wrong("a " + section.label() + " must not stand after a " + last.label());
        }
        last = section;
        if (!content.path(Line.DOCUMENT).isObject()) {
            throw wrong("it holds no object 'document'");
        }
        Line line = new Line(number, section, content);
        if (line.identifier().isEmpty()) {
            throw wrong("its document has no identifier");
        }
        if ((section == Section.ENTITY || section == Section.SCORECARD)
                && line.blueprint().isEmpty()) {
            throw wrong("it names no blueprint");
        }
        read.add(section);
        return line;
    }

    private ObjectNode header() throws IOException, MalformedFile {
        ObjectNode line = object();
        if (!line.path("format").asText().equals(LineWriter.FORMAT)) {
            throw wrong("it is not the header of an export; a file that 'atoll catalog export' wrote is needed");
        }
        if (line.path("version").asInt() != LineWriter.VERSION) {
            throw wrong("the format has version " + line.path("version") + ", and this platform reads version "
                    + LineWriter.VERSION + "; import it with the platform that it is for");
        }
        return line;
    }

    private void finish(ObjectNode trailer) throws IOException, MalformedFile {
        if (!read.matches(trailer.path("counts"))) {
            throw wrong("the trailer counts " + trailer.path("counts") + ", but there were " + read.json()
                    + "; lines are missing, so export again");
        }
        if (bytes() != null) {
            throw wrong("something stands after the trailer");
        }
    }

    private ObjectNode object() throws IOException, MalformedFile {
        byte[] bytes = bytes();
        if (bytes == null) {
            throw new MalformedFile("the file ends after line " + (number - 1)
                    + " without a trailer, so it is not whole: the export or the copy was cut off; export again");
        }
        try {
            JsonNode json = Json.STRICT.readTree(bytes);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw wrong("it is no JSON, column " + (place == null ? "?" : place.getColumnNr()) + ": "
                    + e.getOriginalMessage());
        }
        throw wrong("it is no JSON object");
    }

    /** The next line; {@code null} at the end. A line that no line feed ends is one, too: what it holds says whether it is whole. */
    private byte @Nullable [] bytes() throws IOException, MalformedFile {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toByteArray();
            }
            if (line.size() == LONGEST) {
                throw wrong("it is longer than " + LONGEST + " bytes");
            }
            line.write(next);
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private MalformedFile wrong(String reason) {
        return new MalformedFile("line " + number + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
