package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An expression ready to run; immutable.
 *
 * <p>There are two ways to run it. {@link #value} is for expressions that have at most one output. {@link #each} is for all, pushes the
 * outputs, and tracks their paths if it is given one.
 *
 * <p>An expression in tail position of a recursive function may answer with a call that is still to be made ({@link Run#TAIL},
 * {@link #CALL}); only the function that it ends may see that.
 */
public abstract class Code {

    /** The outputs are all pushed. */
    public static final int DONE = 0;

    /** The receiver wants no more. */
    public static final int STOP = 1;

    /** A call is still to be made, see {@link Run}. */
    public static final int CALL = 2;

    private final boolean single;

    /** Says whether there is at most one output. */
    protected Code(boolean single) {
        this.single = single;
    }

    /** Whether there is at most one output, whatever the input. */
    public final boolean single() {
        return single;
    }

    /**
     * Runs an expression that is {@link #single}.
     *
     * @return the output, or null if there is none
     */
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        throw new IllegalStateException("several outputs");
    }

    /**
     * Runs any expression.
     *
     * @param path where in the tracked value the input stands, or null if paths do not matter
     * @return {@link #DONE}, {@link #STOP}, or {@link #CALL}
     */
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        JsonNode value = value(run, env, in);
        return value == null || out.emit(path, value) ? DONE : STOP;
    }

    /**
     * Runs an expression that is {@link #single} on a value that may be changed in place where it is owned.
     *
     * @param in nobody else has it
     * @return the output, or null if there is none
     */
    @Nullable
    JsonNode rewrite(Run run, Env env, JsonNode in, Owned owned) {
        owned.shareAll();
        return value(run, env, in);
    }

    /** Whether the outputs hold no part of the input. */
    boolean free() {
        return false;
    }

    /** The value that this gives whatever the input, or null if that is not known. */
    public @Nullable JsonNode constant() {
        return null;
    }

    static boolean isTrue(JsonNode value) {
        return !value.isNull() && (!value.isBoolean() || value.booleanValue());
    }
}
