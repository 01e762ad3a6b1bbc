package io.atoll.console.gogo.internal.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request of a client.
 *
 * @param command what to execute, one or several lines of Gogo's language
 * @param arguments which the command knows as variables that are called "argument" and their position, from 0
 * @param width of the client's terminal, if it has one
 * @param folder in which the client is, if it says so
 * @param input what the command reads as its standard input
 */
record Request(String command, List<String> arguments, OptionalInt width, Optional<Path> folder, String input) {

    private static final String NAME = "[a-zA-Z][a-zA-Z-]*";

    /**
     * Reads a request: {@code {"command": "runs; status"}}, or {@code {"arguments": ["runs", "-n", "5"]}} for one command of the scope
     * {@code atoll} whose words are taken as they are.
     *
     * @throws Malformed if the line is none
     */
    static Request read(String line, ObjectMapper json) throws Malformed {
        try {
            return read(json.readTree(line));
        } catch (JsonProcessingException e) {
            throw new Malformed("a request is one line of JSON, but: " + e.getOriginalMessage());
        }
    }

    private static Request read(JsonNode node) throws Malformed {
        JsonNode width = node.path("width");
        OptionalInt columns = width.isInt() && width.asInt() > 0 ? OptionalInt.of(width.asInt()) : OptionalInt.empty();
        String input = node.path("input").asText("");
        if (node.path("command").isTextual()) {
            return new Request(node.path("command").asText(), List.of(), columns, folder(node), input);
        }
        JsonNode words = node.path("arguments");
        if (words.isArray() && !words.isEmpty() && words.valueStream().allMatch(JsonNode::isTextual)) {
            List<String> arguments = words.valueStream().map(JsonNode::asText).toList();
            return new Request(command(arguments), arguments, columns, folder(node), input);
        }
        throw new Malformed("a request is a JSON object with a text \"command\", or a list of texts \"arguments\"");
    }

    private static Optional<Path> folder(JsonNode node) throws Malformed {
        try {
            return node.path("folder").isTextual()
                    ? Optional.of(Path.of(node.path("folder").asText()))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            throw new Malformed("a request names a folder, but: " + e.getMessage());
        }
    }

    private static String command(List<String> arguments) throws Malformed {
        String name = arguments.getFirst();
        if (!name.matches(NAME)) {
            throw new Malformed("a request names a command, but not by '" + name + "'");
        }
        StringBuilder command = new StringBuilder("atoll:" + name);
        for (int i = 1; i < arguments.size(); i++) {
            command.append(" $argument").append(i);
        }
        return command.toString();
    }

    /** Says that a line is not a request. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        Malformed(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
