package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import org.jspecify.annotations.Nullable;

/** {@code try body catch handler}: errors of the body, not of what receives its outputs. */
public final class Try extends Code {

    private final Code body;
    private final Code handler;

    /** Runs the handler on what the body raises. */
    public Try(Code body, Code handler) {
        super(body.single() && handler.single());
        this.body = body;
        this.handler = handler;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        int depth = run.depth();
        try {
            return body.value(run, env, in);
        } catch (EvaluationException e) {
            run.backTo(depth);
            return handler.value(run, env, e.value());
        }
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        int depth = run.depth();
        Passage passage = new Passage(out);
        try {
            return body.each(run, env, path, in, passage);
        } catch (EvaluationException e) {
            if (passage.passed == e) {
                throw e;
            }
            run.backTo(depth);
            return handler.each(run, env, path, e.value(), out);
        }
    }

    /** Remembers the error that comes from behind. */
    private static final class Passage implements Output {

        private final Output out;
        private @Nullable EvaluationException passed;

        Passage(Output out) {
            this.out = out;
        }

        @Override
        public boolean emit(@Nullable Path path, JsonNode value) {
            try {
                return out.emit(path, value);
            } catch (EvaluationException e) {
                passed = e;
                throw e;
            }
        }
    }
}
