package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** {@code paths |= update}: each part becomes the first output of the update on it, or goes if there is none. */
public final class Modify extends Code {

    private final Code paths;
    private final Code update;

    /** Updates the parts at all paths. */
    public Modify(Code paths, Code update) {
        super(true);
        this.paths = paths;
        this.update = update;
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        return rewrite(run, env, in, new Owned());
    }

    @Override
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        JsonNode result = in;
        ArrayNode gone = null;
        for (ArrayNode path : PathOf.all(paths, run, env, in)) {
            JsonNode before = Access.at(result, path, run.meter);
            owned.share(before);
            JsonNode after = First.of(update, run, env, before);
            if (after != null) {
                result = Edit.set(result, path, after, owned, run.meter);
            } else {
                gone = gone == null ? JsonNodeFactory.instance.arrayNode() : gone;
                gone.add(path);
            }
        }
        return gone == null ? result : Deletion.delete(result, gone, run.meter);
    }
}
