package io.atoll.git.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.RawText;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about the content of a file.
 *
 * @param format {@code json}, {@code yaml}, {@code toml}, {@code xml}, {@code text} or {@code binary}; {@code null} if it was not read
 * @param value the parsed content or the text; JSON null if there is none
 * @param parseError why it could not be parsed; {@code null} if it was, or was not to be
 * @param omitted why the content is left out; {@code null} if it is not
 * @param weight how many bytes it has
 */
record Content(
        @Nullable String format,
        JsonNode value,
        @Nullable String parseError,
        @Nullable String omitted,
        long weight) {

    /** A content that was not read. */
    static Content omitted(String reason) {
        return new Content(null, NullNode.instance, null, reason, 0);
    }

    /**
     * Reads a content.
     *
     * @param path the name of the file, which tells the format
     * @param parse whether JSON, YAML, TOML and XML are parsed
     */
    static Content of(String path, byte[] bytes, boolean parse) {
        if (RawText.isBinary(bytes)) {
            return new Content("binary", NullNode.instance, null, "the file is binary", 0);
        }
        String text = text(bytes);
        Format format = Format.of(path);
        if (!parse || format == Format.TEXT) {
            return new Content("text", TextNode.valueOf(text), null, null, bytes.length);
        }
        try {
            return new Content(format.label(), format.parse(text), null, null, bytes.length);
        } catch (UnparsableException e) {
            return new Content(format.label(), NullNode.instance, e.getMessage(), null, 0);
        }
    }

    /** The text of bytes: UTF-8 without byte order mark, or else Latin-1. */
    static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Sets {@code format}, {@code content}, {@code parseError} and {@code omitted}. */
    void putInto(ObjectNode record) {
        record.put("format", format).put("parseError", parseError).put("omitted", omitted);
        record.set("content", value);
    }
}
