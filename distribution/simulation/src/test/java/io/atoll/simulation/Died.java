package io.atoll.simulation;

/** Ends every thread of a process that was killed. */
final class Died extends Error {

    private static final long serialVersionUID = 1L;

    Died() {
        super("the process was killed", null, false, false);
    }
}
