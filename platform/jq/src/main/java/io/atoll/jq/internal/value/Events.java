package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A value as the events of {@code tostream}: {@code [path, leaf]}, and {@code [path]} of the last member when a container ends. */
public final class Events {

    private final List<JsonNode> path = new ArrayList<>();
    private final Predicate<? super JsonNode> outputs;
    private final Meter meter;

    private Events(Predicate<? super JsonNode> outputs, Meter meter) {
        this.outputs = outputs;
        this.meter = meter;
    }

    /**
     * Gives the events as they come.
     *
     * @param outputs says whether it wants more
     * @return whether it wanted all
     */
    public static boolean of(JsonNode value, Predicate<? super JsonNode> outputs, Meter meter) {
        return new Events(outputs, meter).walk(value);
    }

    private boolean walk(JsonNode value) {
        meter.step();
        meter.depth(path.size());
        if (!value.isContainerNode() || value.isEmpty()) {
            return outputs.test(Arithmetic.array(2, meter).add(path()).add(value));
        }
        JsonNode last = IntNode.valueOf(value.size() - 1);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (!walk(IntNode.valueOf(i), value.get(i))) {
                    return false;
                }
            }
        } else {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                last = TextNode.valueOf(member.getKey());
                if (!walk(last, member.getValue())) {
                    return false;
                }
            }
        }
        return outputs.test(Arithmetic.array(1, meter).add(path().add(last)));
    }

    private boolean walk(JsonNode key, JsonNode value) {
        path.add(key);
        boolean more = walk(value);
        path.removeLast();
        return more;
    }

    private ArrayNode path() {
        return Arithmetic.array(path.size() + 1L, meter).addAll(path);
    }
}
