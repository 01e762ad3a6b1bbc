package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;

/** The variables and filters that an expression sees, innermost first; immutable. Which one is meant is known when code is made. */
public final class Env {

    /** Nothing. */
    public static final Env EMPTY = new Env();

    private final Env parent;
    private final Object content;

    private Env() {
        this.parent = this;
        this.content = this;
    }

    private Env(Env parent, Object content) {
        this.parent = parent;
        this.content = content;
    }

    /** This, and a variable. */
    public Env with(JsonNode value) {
        return new Env(this, value);
    }

    /** This, and a filter. */
    public Env with(Closure filter) {
        return new Env(this, filter);
    }

    /** What this was so many bindings ago. */
    Env up(int count) {
        Env env = this;
        for (int i = count; i > 0; i--) {
            env = env.parent;
        }
        return env;
    }

    JsonNode variable() {
        return (JsonNode) content;
    }

    Closure filter() {
        return (Closure) content;
    }

    /** An expression with what it sees. */
    public record Closure(Code code, Env env) {}
}
