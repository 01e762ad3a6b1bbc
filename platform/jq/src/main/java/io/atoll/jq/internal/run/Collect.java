package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** {@code [body]}. */
public final class Collect extends Code {

    private final Code body;

    /** Makes an array of the outputs. */
    public Collect(Code body) {
        super(true);
        this.body = body;
    }

    @Override
    boolean free() {
        return body.free();
    }

    @Override
    public JsonNode value(Run run, Env env, JsonNode in) {
        if (!body.single()) {
            return collect(run, env, null, in);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        run.meter.grow(40);
        JsonNode value = body.value(run, env, in);
        if (value != null) {
            array.add(value);
        }
        return array;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        JsonNode array = path == null ? value(run, env, in) : collect(run, env, path, in);
        return out.emit(path, array) ? DONE : STOP;
    }

    private ArrayNode collect(Run run, Env env, @Nullable Path path, JsonNode in) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        run.meter.grow(40);
        body.each(run, env, path, in, (at, value) -> {
            run.meter.element(array.size() + 1);
            array.add(value);
            return true;
        });
        return array;
    }
}
