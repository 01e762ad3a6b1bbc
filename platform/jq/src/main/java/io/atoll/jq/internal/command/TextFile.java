package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that are read by name. */
final class TextFile {

    private TextFile() {}

    /** Opens a file. */
    static InputStream open(String name) throws IOException {
        try {
            return Files.newInputStream(Path.of(name));
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name);
        }
    }

    /** The text of a file. */
    static String text(String name) throws IOException {
        try (InputStream file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An array of all values of a file. */
    static JsonNode values(String name) throws IOException {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        try (InputStream file = open(name)) {
            JsonReader reader = new JsonReader(file, new Meter(Limits.none()));
            for (JsonNode value = reader.next(); value != null; value = reader.next()) {
                values.add(value);
            }
        }
        return values;
    }

    /** Why a file gives nothing: {@code Could not open x: …}, or what is wrong in it. */
    static String reason(String name, Exception failure) {
        return failure instanceof IOException e ? "Could not open " + name + ": " + reason(e) : message(failure);
    }

    private static String message(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    /** Why a file cannot be read, without its name. */
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "No such file or directory";
            case AccessDeniedException e -> "Permission denied";
            default -> message(failure);
        };
    }
}
