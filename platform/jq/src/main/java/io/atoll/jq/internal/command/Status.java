package io.atoll.jq.internal.command;

/** What becomes of one input, and the exit statuses of the command. */
final class Status {

    static final int DONE = 0;
    static final int USAGE = 2;
    static final int NO_PROGRAM = 3;
    static final int FAILED = 5;

    /** The last output was false or null: with {@code --exit-status} 1, else 0. */
    static final int FALSE = -1;

    /** There was no output: with {@code --exit-status} 4, else 0. */
    static final int NOTHING = -4;

    private Status() {}
}
