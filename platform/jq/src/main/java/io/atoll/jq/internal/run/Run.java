package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.jq.internal.run.Call.Routine;
import org.jspecify.annotations.Nullable;

/** One evaluation of a program. Of one thread at a time. */
public final class Run {

    /** Stands for the value of a call that is still to be made. */
    static final JsonNode TAIL = MissingNode.getInstance();

    /** What counts. */
    final Meter meter;

    private final Roots roots;
    private final int deepest;
    private int depth;
    private long labels;

    private @Nullable Routine routine;
    private Env env = Env.EMPTY;
    private @Nullable Path path;
    private JsonNode in = TAIL;

    /**
     * Begins an evaluation.
     *
     * @param roots what is looked up in the program's input
     * @param deepest how many calls may nest before the stack is thought too small
     */
    public Run(Meter meter, Roots roots, int deepest) {
        this.meter = meter;
        this.roots = roots;
        this.deepest = deepest;
    }

    /** What counts. */
    public Meter meter() {
        return meter;
    }

    /** What is looked up in the program's input. */
    public Roots roots() {
        return roots;
    }

    /** Begins with the next program. */
    void restart() {
        depth = 0;
        meter.restart();
    }

    /** Counts a call that nests. */
    void enter() {
        meter.step();
        if (++depth > deepest) {
            throw new TooDeep();
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** After an error was caught: back to the nesting of the catcher. */
    void backTo(int depth) {
        this.depth = depth;
    }

    /** A number that no other label of this evaluation has. */
    long label() {
        return labels++;
    }

    /** Leaves a call to the function that the caller ends. */
    void leaveCall(Routine routine, Env env, @Nullable Path path, JsonNode in) {
        this.routine = routine;
        this.env = env;
        this.path = path;
        this.in = in;
    }

    /** Makes the calls that were left, until there is a value. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    JsonNode finish(@Nullable JsonNode value) {
        JsonNode result = value;
        while (result == TAIL) {
            meter.step();
            result = code().value(this, env, in);
        }
        return result;
    }

    /** Makes the calls that were left, until all outputs are pushed. */
    int finish(int answer, Output out) {
        int result = answer;
        while (result == Code.CALL) {
            meter.step();
            result = code().each(this, env, path, in, out);
        }
        return result;
    }

    private Code code() {
        Routine called = routine;
        if (called == null) {
            throw new IllegalStateException("no call was left");
        }
        return called.body();
    }
}
