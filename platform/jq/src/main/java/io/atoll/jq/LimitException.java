package io.atoll.jq;

import java.io.Serial;

/** Says that an evaluation asked for more than its {@link Limits} grant; no program can catch it. */
public final class LimitException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Limit limit;

    /** A component of {@link Limits}, or what else ends an evaluation early. */
    public enum Limit {
        /** Wall clock. */
        TIME,
        /** Units of work. */
        STEPS,
        /** Bytes built. */
        GROWTH,
        /** The length of one value. */
        LENGTH,
        /** Nesting of calls or of a value. */
        DEPTH,
        /** Number of outputs. */
        OUTPUTS,
        /** The evaluating thread was interrupted; its interrupt status stays set. */
        INTERRUPT
    }

    /**
     * Names the limit.
     *
     * @param message for people, with the figure that was exceeded
     */
    public LimitException(Limit limit, String message) {
        super(message, null, false, false);
        this.limit = limit;
    }

    /** Which limit. */
    public Limit limit() {
        return limit;
    }
}
