package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.value.Complaint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code target[]}. */
public final class Iterate extends Code {

    private final Code target;
    private final boolean optional;

    /** Gives the elements or members of each output of the target. */
    public Iterate(Code target, boolean optional) {
        super(false);
        this.target = target;
        this.optional = optional;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (path == null && target.single()) {
            JsonNode value = target.value(run, env, in);
            return value == null || parts(run, null, value, out) ? DONE : STOP;
        }
        return target.each(run, env, path, in, (at, value) -> {
            Path.checkIteration(at, value);
            return parts(run, at, value, out);
        });
    }

    private boolean parts(Run run, @Nullable Path at, JsonNode value, Output out) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                run.meter.step();
                JsonNode element = array.get(i);
                if (!out.emit(at == null ? null : at.then(IntNode.valueOf(i), element), element)) {
                    return false;
                }
            }
        } else if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                run.meter.step();
                JsonNode content = member.getValue();
                Path place = at == null ? null : at.then(TextNode.valueOf(member.getKey()), content);
                if (!out.emit(place, content)) {
                    return false;
                }
            }
        } else if (!optional) {
            throw Complaint.iterate(value);
        }
        return true;
    }
}
