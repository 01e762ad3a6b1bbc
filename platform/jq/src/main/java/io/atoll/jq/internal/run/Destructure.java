package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code source as pattern | body}. */
public final class Destructure extends Code {

    private final Code source;
    private final Pattern pattern;
    private final Code body;

    /** Runs the body for each way in which the pattern fits an output of the source. */
    public Destructure(Code source, Pattern pattern, Code body) {
        super(false);
        this.source = source;
        this.pattern = pattern;
        this.body = body;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return source.each(
                run,
                env,
                null,
                in,
                (none, value) -> pattern.match(run, env, value, bound -> body.each(run, bound, path, in, out) != STOP));
    }
}
