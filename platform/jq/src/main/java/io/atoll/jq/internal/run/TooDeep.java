package io.atoll.jq.internal.run;

import java.io.Serial;

/** Says that calls nest deeper than the stack of this thread is thought to bear; the evaluation begins anew on a larger one. */
public final class TooDeep extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    TooDeep() {
        super("calls nest too deep", null, false, false);
    }
}
