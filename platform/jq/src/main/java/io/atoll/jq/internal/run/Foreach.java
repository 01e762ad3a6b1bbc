package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/** {@code foreach source as pattern (init; update; extract)}. */
public final class Foreach extends Code {

    private final Code source;
    private final Pattern pattern;
    private final Code init;
    private final Code update;
    private final Code extract;

    /** Updates a state with each output of the source, and gives something of each state. */
    public Foreach(Code source, Pattern pattern, Code init, Code update, Code extract) {
        super(false);
        this.source = source;
        this.pattern = pattern;
        this.init = init;
        this.update = update;
        this.extract = extract;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return init.each(run, env, path, in, (at, first) -> fold(run, env, at, in, first, out));
    }

    private boolean fold(Run run, Env env, @Nullable Path path, JsonNode in, JsonNode first, Output out) {
        JsonNode[] state = {first};
        return source.each(
                        run,
                        env,
                        path,
                        in,
                        (at, value) -> pattern.match(run, env, value, bound -> {
                            run.meter.step();
                            JsonNode before = state[0];
                            state[0] = NullNode.instance;
                            return update.each(run, bound, at, before, (place, next) -> {
                                        state[0] = next;
                                        return extract.each(run, bound, place, next, out) != STOP;
                                    })
                                    != STOP;
                        }))
                != STOP;
    }
}
