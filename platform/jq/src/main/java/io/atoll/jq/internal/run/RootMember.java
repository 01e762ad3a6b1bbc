package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code .a.b} on the input of the program, which is looked up once for all expressions that ask. */
public final class RootMember extends Code {

    private final Roots.Place place;
    private final Code steps;

    /**
     * Reads a place.
     *
     * @param steps the same, step by step: for paths, and for the errors
     */
    public RootMember(Roots.Place place, Code steps) {
        super(true);
        this.place = place;
        this.steps = steps;
    }

    /** The same, step by step. */
    public Code steps() {
        return steps;
    }

    /** What is read. */
    public Roots.Place place() {
        return place;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = run.roots().at(place);
        return value == null ? steps.value(run, env, in) : value;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return path == null ? super.each(run, env, null, in, out) : steps.each(run, env, path, in, out);
    }
}
