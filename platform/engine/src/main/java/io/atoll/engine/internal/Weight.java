package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How long records are as JSON, about, in characters: what their memory is measured by. */
final class Weight {

    private static final int PUNCTUATION = 2;
    private static final int KEY_PUNCTUATION = 4;
    private static final int SCALAR = 8;
    private static final int SHORT = 200;

    private Weight() {}

    /** The length of a value. */
    static long of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                long sum = PUNCTUATION;
                for (var entry : value.properties()) {
                    sum += entry.getKey().length() + KEY_PUNCTUATION + of(entry.getValue());
                }
                yield sum;
            }
            case ARRAY -> {
                long sum = PUNCTUATION;
                for (JsonNode element : value) {
                    sum += of(element) + 1;
                }
                yield sum;
            }
            case STRING -> value.textValue().length() + PUNCTUATION;
            case BINARY, POJO -> value.asText().length() + PUNCTUATION;
            case NUMBER, BOOLEAN, NULL, MISSING -> SCALAR;
        };
    }

    /** What tells a record from others without its weight: its short fields that are no lists or objects. */
    static ObjectNode sketch(JsonNode record) {
        ObjectNode sketch = JsonNodeFactory.instance.objectNode();
        for (var entry : record.properties()) {
            if (entry.getValue().isValueNode() && of(entry.getValue()) <= SHORT && of(sketch) <= 10 * SHORT) {
                sketch.set(entry.getKey(), entry.getValue());
            }
        }
        return sketch;
    }
}
