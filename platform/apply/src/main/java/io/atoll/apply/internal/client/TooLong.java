package io.atoll.apply.internal.client;

/** Says that an answer is longer than it may be. */
public final class TooLong extends Unrepeatable {

    private static final long serialVersionUID = 1L;

    TooLong(long longest) {
        super("the answer is longer than the " + longest + " bytes that are read of it");
    }
}
