package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.Numbers;
import io.atoll.jq.internal.value.Shortened;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a value an output stands, with the value that stands there; immutable. */
public final class Path {

    private final @Nullable Path parent;
    private final @Nullable JsonNode key;
    private final JsonNode value;

    private Path(@Nullable Path parent, @Nullable JsonNode key, JsonNode value) {
        this.parent = parent;
        this.key = key;
        this.value = value;
    }

    /** The path without keys. */
    static Path root(JsonNode value) {
        return new Path(null, null, value);
    }

    /** The path with one more key. */
    Path then(JsonNode key, JsonNode value) {
        return new Path(this, key, value);
    }

    /** The value that stands here. */
    JsonNode value() {
        return value;
    }

    /** Whether a value is the one that stands here, and not one that was computed. */
    @SuppressWarnings("ReferenceEquality")
    boolean leadsTo(JsonNode other) {
        if (value == other || (value.isNull() && other.isNull())) {
            return true;
        }
        if (value.isBoolean() && other.isBoolean()) {
            return value.booleanValue() == other.booleanValue();
        }
        return value.isNumber() && other.isNumber() && Numbers.value(value) == Numbers.value(other);
    }

    /** The keys from the root. */
    ArrayNode keys() {
        List<JsonNode> keys = new ArrayList<>();
        for (Path path = this; path != null && path.key != null; path = path.parent) {
            keys.add(path.key);
        }
        Collections.reverse(keys);
        return new ArrayNode(JsonNodeFactory.instance, keys);
    }

    /** Raises an error if an output is no part of the tracked value. */
    static void checkEnd(Path path, JsonNode value) {
        if (!path.leadsTo(value)) {
            throw new EvaluationException("Invalid path expression with result " + Shortened.of(value));
        }
    }

    static void checkAccess(@Nullable Path path, JsonNode value, JsonNode key) {
        if (path != null && !path.leadsTo(value)) {
            throw new EvaluationException("Invalid path expression near attempt to access element " + Shortened.of(key)
                    + " of " + Shortened.of(value));
        }
    }

    static void checkIteration(@Nullable Path path, JsonNode value) {
        if (path != null && !path.leadsTo(value)) {
            throw new EvaluationException(
                    "Invalid path expression near attempt to iterate through " + Shortened.of(value));
        }
    }

    static @Nullable Path extend(@Nullable Path path, JsonNode key, JsonNode value) {
        return path == null ? null : path.then(key, value);
    }
}
