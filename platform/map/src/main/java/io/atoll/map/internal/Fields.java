package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.Position;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import io.atoll.pipeline.Mapper.Null;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the fields of a resource ready.
 *
 * @param expressions take the texts
 * @param resolvers who resolves texts that are no JQ
 */
record Fields(Expressions expressions, Resolvers resolvers) {

    /** A field without which no entity can be made. */
    Field required(String path, JsonNode text) {
        return field(path, text, true);
    }

    /** A field that may be null. */
    Field optional(String path, JsonNode text) {
        return field(path, text, false);
    }

    private Field field(String path, JsonNode node, boolean required) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, Field> fields = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : object.properties()) {
                    fields.put(entry.getKey(), field(path + "." + entry.getKey(), entry.getValue(), required));
                }
                yield new Field.Branch(fields);
            }
            case ArrayNode array -> {
                List<Field> fields = new ArrayList<>(array.size());
                array.forEach(element -> fields.add(field(path, element, required)));
                yield new Field.Sequence(fields);
            }
            case TextNode text -> text(path, text.textValue(), required);
            case JsonNode none -> new Field.Absent(new Null(path, ""));
        };
    }

    private Field text(String path, String text, boolean required) {
        Program program;
        try {
            program = expressions.compile(text);
        } catch (SyntaxException e) {
            return new Field.Foreign(text, new Null(path, message(e)), resolvers);
        }
        Optional<JsonNode> constant = program.analysis().constant();
        return constant.isEmpty() ? new Expression(path, program, required) : constant(path, constant.get());
    }

    private static Field constant(String path, JsonNode constant) {
        try {
            JsonNode value = Numbers.normalise(constant);
            return value.isNull() ? new Field.Absent(new Null(path, "")) : new Field.Constant(value);
        } catch (LimitException e) {
            return new Field.Absent(new Null(path, String.valueOf(e.getMessage())));
        }
    }

    /** The error as jq prints it. */
    private static String message(SyntaxException e) {
        Position position = e.position();
        return "jq: error: " + e.reason() + " at <top-level>, line " + position.line() + ", column " + position.column()
                + ":";
    }
}
