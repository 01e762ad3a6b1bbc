package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/** {@code reduce source as pattern (init; update)}. */
public final class Reduce extends Code {

    private final Code source;
    private final Pattern pattern;
    private final Code init;
    private final Code update;

    /** Updates a state with each output of the source. */
    public Reduce(Code source, Pattern pattern, Code init, Code update) {
        super(init.single());
        this.source = source;
        this.pattern = pattern;
        this.init = init;
        this.update = update;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode state = init.value(run, env, in);
        return state == null ? null : reduce(run, env, null, in, state);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return init.each(run, env, path, in, (at, state) -> out.emit(at, reduce(run, env, at, in, state)));
    }

    private JsonNode reduce(Run run, Env env, @Nullable Path path, JsonNode in, JsonNode init) {
        State state = new State(init);
        source.each(
                run,
                env,
                path,
                in,
                (at, value) -> pattern.match(run, env, value, bound -> {
                    run.meter.step();
                    if (at == null && update.single()) {
                        JsonNode next = update.rewrite(run, bound, state.value, state.owned);
                        state.value = next == null ? NullNode.instance : next;
                    } else {
                        JsonNode before = state.value;
                        state.value = NullNode.instance;
                        update.each(run, bound, at, before, state);
                    }
                    return true;
                }));
        return state.value;
    }

    /** The last output of the update. */
    private static final class State implements Output {

        private final Owned owned = new Owned();
        private JsonNode value;

        State(JsonNode value) {
            this.value = value;
        }

        @Override
        public boolean emit(@Nullable Path path, JsonNode next) {
            value = next;
            return true;
        }
    }
}
