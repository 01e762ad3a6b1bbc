package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ..}: the input, then its parts, then theirs; a part before what follows it. */
public final class Descend extends Code {

    /** Gives everything. */
    public Descend() {
        super(false);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return descend(run, path, in, out) ? DONE : STOP;
    }

    private static boolean descend(Run run, @Nullable Path path, JsonNode value, Output out) {
        if (!out.emit(path, value)) {
            return false;
        }
        Path.checkIteration(path, value);
        if (value.isEmpty()) {
            run.meter.step();
            return true;
        }
        run.enter();
        boolean more = true;
        if (value instanceof ArrayNode array) {
            for (int i = 0; more && i < array.size(); i++) {
                JsonNode element = array.get(i);
                more = descend(run, path == null ? null : path.then(IntNode.valueOf(i), element), element, out);
            }
        } else if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode part = member.getValue();
                more = descend(
                        run, path == null ? null : path.then(TextNode.valueOf(member.getKey()), part), part, out);
                if (!more) {
                    break;
                }
            }
        }
        run.leave();
        return more;
    }
}
