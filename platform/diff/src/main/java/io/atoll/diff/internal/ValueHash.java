package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Hashes of JSON values: the first 64 bits of a SHA-256.
 *
 * <p>Values have the same hash if they are the same JSON: objects whatever the order of their keys, lists in their order, numbers
 * whose doubles are equal ({@code 1}, {@code 1.0}, {@code 1e0}), texts as UTF-8 writes them. Null inside an object is not the same
 * as an absent key, nor a text the same as the number that it spells.
 */
final class ValueHash {

    private ValueHash() {}

    /** The hash of a value. */
    static long of(JsonNode value) {
        return of(canonical(value));
    }

    /** The hash of a list in which the order does not matter. */
    static long ofUnordered(JsonNode list) {
        List<byte[]> elements = StreamSupport.stream(list.spliterator(), false)
                .map(ValueHash::canonical)
                .sorted(Arrays::compare)
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        elements.forEach(bytes::writeBytes);
        return of(bytes.toByteArray());
    }

    /** The hash of a text that is no JSON value, but names one. */
    static long ofName(String name) {
        return of(name.getBytes(StandardCharsets.UTF_8));
    }

    private static long of(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java without SHA-256", e);
        }
    }

    private static byte[] canonical(JsonNode value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Writes a value so that different values differ in their bytes: a letter for the type, a length where there is one. */
    private static void write(JsonNode value, DataOutputStream out) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                TreeMap<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
                out.writeByte('{');
                out.writeInt(sorted.size());
                for (var entry : sorted.entrySet()) {
                    write(entry.getKey(), out);
                    write(entry.getValue(), out);
                }
            }
            case ARRAY -> {
                out.writeByte('[');
                out.writeInt(value.size());
                for (JsonNode element : value) {
                    write(element, out);
                }
            }
            case NUMBER -> {
                out.writeByte('1');
                // The sum makes one zero of the two.
                out.writeDouble(value.doubleValue() + 0.0);
            }
            case BOOLEAN -> out.writeByte(value.booleanValue() ? 't' : 'f');
            case STRING -> write(value.textValue(), out);
            case NULL, MISSING -> out.writeByte('0');
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + value.getNodeType());
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte('"');
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
