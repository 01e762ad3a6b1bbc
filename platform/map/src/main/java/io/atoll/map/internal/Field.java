package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.map.internal.Jq.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapped field, made ready: one JQ text, or a search whose leaves are JQ texts. */
sealed interface Field {

    /**
     * The value for a record: what the text gives, or the search with what its texts give.
     *
     * @param nulls takes the leaves that are null: their place, a dotted path without the positions of lists, and for people
     *     what the leaf did instead, such as {@code is null}
     */
    JsonNode evaluate(JsonNode record, Map<String, String> nulls);

    /** Makes a field ready; a leaf that is no text, such as JSON null, or that does not compile, is always null. */
    static Field of(Programs programs, String part, JsonNode expression) {
        return of(programs, part, expression, false);
    }

    /** Makes a field ready whose leaves are all {@link Leaf#required}. */
    static Field required(Programs programs, String part, JsonNode expression) {
        return of(programs, part, expression, true);
    }

    private static Field of(Programs programs, String part, JsonNode expression, boolean required) {
        return switch (expression) {
            case ObjectNode object -> {
                Map<String, Field> fields = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : object.properties()) {
                    String name = entry.getKey();
                    fields.put(name, of(programs, part + "." + name, entry.getValue(), required));
                }
                yield new Branch(fields);
            }
            case ArrayNode array -> {
                List<Field> elements = new ArrayList<>();
                array.forEach(element -> elements.add(of(programs, part, element, required)));
                yield new Sequence(elements);
            }
            case JsonNode leaf -> {
                String text = leaf.isTextual() ? leaf.textValue() : "null";
                yield new Value(new Leaf(part, programs.lenient(text), required));
            }
        };
    }

    /** One JQ text. */
    record Value(Leaf leaf) implements Field {

        @Override
        public JsonNode evaluate(JsonNode record, Map<String, String> nulls) {
            return switch (leaf.run(record)) {
                case Result.Output output -> output.value().isNull() ? absent(nulls, "is null") : output.value();
                case Result.Nothing nothing -> absent(nulls, "gives nothing");
                case Result.Failed failed -> absent(nulls, "fails: " + failed.reason());
                case Result.Undefined undefined -> absent(nulls, "fails: " + undefined.reason());
            };
        }

        private JsonNode absent(Map<String, String> nulls, String verdict) {
            nulls.put(leaf.part(), verdict);
            return NullNode.instance;
        }
    }

    /** An object of fields. */
    record Branch(Map<String, Field> fields) implements Field {

        @Override
        public ObjectNode evaluate(JsonNode record, Map<String, String> nulls) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, field) -> object.set(name, field.evaluate(record, nulls)));
            return object;
        }
    }

    /** A list of fields. */
    record Sequence(List<Field> elements) implements Field {

        @Override
        public ArrayNode evaluate(JsonNode record, Map<String, String> nulls) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            elements.forEach(element -> array.add(element.evaluate(record, nulls)));
            return array;
        }
    }
}
