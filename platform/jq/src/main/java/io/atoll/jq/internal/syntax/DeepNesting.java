package io.atoll.jq.internal.syntax;

import java.io.Serial;

/** Says that a program nests deeper than the stack of this thread is thought to bear; a larger one is needed. */
public final class DeepNesting extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DeepNesting() {
        super("nested too deep for this stack", null, false, false);
    }
}
