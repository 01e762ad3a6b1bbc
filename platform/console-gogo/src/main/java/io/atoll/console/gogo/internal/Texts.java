package io.atoll.console.gogo.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.operation.Field;
import io.atoll.operation.Field.Shape;
import io.atoll.operation.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what words refer to: {@code -} is the standard input of the command, {@code @file} a file. Only large things and secrets are said so.
 */
final class Texts {

    /** How long such a thing may be, in bytes. */
    private static final int LONGEST = 2 << 20;

    private static final int LARGE = 1_000;

    private final InputStream input;
    private final Path folder;
    private final Set<String> whole = new HashSet<>();

    /**
     * Reads for one command.
     *
     * @param input its standard input
     * @param folder what the names of files are relative to
     */
    Texts(InputStream input, Path folder) {
        this.input = input;
        this.folder = folder;
    }

    /** What a word means for a field. */
    String read(Field field, String word) throws CommandException {
        boolean large = switch (field.shape()) {
            case JSON, OBJECT -> true;
            case TEXT -> field.secret() || field.most() > LARGE;
            case INT, LONG, NUMBER, FLAG, MOMENT, CHOICE -> false;
        };
        if (!large) {
            return word;
        }
        if (word.equals("-")) {
            return whole(field, read(input, "the standard input"));
        }
        return word.startsWith("@") ? whole(field, file(word.substring(1))) : word;
    }

    private String whole(Field field, String text) {
        String content = field.secret() ? text.strip() : text;
        whole.add(content);
        return content;
    }

    private String file(String name) throws CommandException {
        try {
            Path file = folder.resolve(name);
            try (InputStream content = Files.newInputStream(file)) {
                return read(content, file.toString());
            }
        } catch (IOException | InvalidPathException e) {
            throw CommandException.refused("the file '" + name + "' cannot be read: " + e);
        }
    }

    private static String read(InputStream content, String name) throws CommandException {
        try {
            byte[] bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw CommandException.refused(name + " is longer than " + LONGEST + " bytes");
            }
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            throw CommandException.refused(name + " cannot be read: " + e);
        }
    }

    /** The value of a field; what was read from a file and is no JSON is passed on as the text that it is, where any JSON is taken. */
    JsonNode value(Field field, List<String> texts) throws Refused {
        try {
            return field.read(texts);
        } catch (Refused refused) {
            if (field.shape() == Shape.JSON && !field.many() && texts.size() == 1 && whole.contains(texts.getFirst())) {
                return JsonNodeFactory.instance.textNode(texts.getFirst());
            }
            throw refused;
        }
    }
}
