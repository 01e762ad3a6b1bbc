package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.Limits;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.Events;
import io.atoll.jq.internal.value.JsonReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The values that a program is evaluated on, one after the other. */
interface Inputs {

    /**
     * The next one, null at the end.
     *
     * @throws io.atoll.jq.EvaluationException if what follows is no JSON; nothing can be read after it
     */
    @Nullable
    JsonNode next() throws IOException;

    /** As the flags want them. */
    static Inputs of(Source source, Invocation invocation) {
        boolean slurp = invocation.has(Flag.SLURP);
        if (invocation.has(Flag.RAW_INPUT)) {
            return slurp ? once(() -> TextNode.valueOf(source.rest())) : lines(source);
        }
        Inputs values = new JsonReader(source, new Meter(Limits.none()))::next;
        Inputs parts = invocation.has(Flag.STREAM) ? events(values) : values;
        return slurp ? once(() -> array(parts)) : parts;
    }

    private static Inputs lines(Source source) {
        return () -> {
            String line = source.line();
            return line == null ? null : TextNode.valueOf(line);
        };
    }

    private static Inputs once(Inputs inputs) {
        boolean[] given = new boolean[1];
        return () -> {
            if (given[0]) {
                return null;
            }
            given[0] = true;
            return inputs.next();
        };
    }

    private static JsonNode array(Inputs inputs) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value = inputs.next(); value != null; value = inputs.next()) {
            array.add(value);
        }
        return array;
    }

    private static Inputs events(Inputs values) {
        Queue<JsonNode> events = new ArrayDeque<>();
        return () -> {
            if (events.isEmpty()) {
                JsonNode value = values.next();
                if (value != null) {
                    Events.of(value, events::add, new Meter(Limits.none()));
                }
            }
            return events.poll();
        };
    }
}
