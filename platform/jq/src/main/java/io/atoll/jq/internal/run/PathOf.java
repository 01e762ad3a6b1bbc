package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code path(body)}: the paths of the outputs, as arrays. */
public final class PathOf extends Code {

    private final Code body;

    /** Tracks the paths of a body. */
    public PathOf(Code body) {
        super(false);
        this.body = body;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return body.each(run, env, Path.root(in), in, (at, value) -> out.emit(path, keys(run, at, value)));
    }

    /** All paths of a body in an input. */
    static List<ArrayNode> all(Code body, Run run, Env env, JsonNode in) {
        List<ArrayNode> paths = new ArrayList<>();
        body.each(run, env, Path.root(in), in, (at, value) -> {
            run.meter.element(paths.size() + 1L);
            paths.add(keys(run, at, value));
            return true;
        });
        return paths;
    }

    private static ArrayNode keys(Run run, @Nullable Path at, JsonNode value) {
        if (at == null) {
            throw new IllegalStateException("the path was lost");
        }
        Path.checkEnd(at, value);
        ArrayNode keys = at.keys();
        run.meter.container(keys.size());
        return keys;
    }
}
