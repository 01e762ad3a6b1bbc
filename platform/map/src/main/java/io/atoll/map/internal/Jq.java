package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;

/** A JQ engine. Programs have no access to the environment, to files, or to other inputs. */
interface Jq {

    /**
     * Compiles a program.
     *
     * @throws Uncompilable if the text is no program
     */
    Program compile(String text) throws Uncompilable;

    /** A compiled program; safe for use by several threads. */
    interface Program {

        /**
         * Runs the program until its first output.
         *
         * @param input not changed; the output may share parts with it
         * @throws Exhausted if the program needs more stack or memory than there is
         */
        Result first(JsonNode input);
    }

    /** What a run of a program came to. */
    sealed interface Result {

        /** The first output, its numbers as {@link Numbers} has them. */
        record Output(JsonNode value) implements Result {}

        /** The program ended without an output. */
        record Nothing() implements Result {}

        /** The program failed on this input before its first output. */
        record Failed(String reason) implements Result {}

        /** The program calls a function, variable or module that does not exist: it fails on other inputs too. */
        record Undefined(String reason) implements Result {}
    }

    /** Says that a text is no program, and why. */
    final class Uncompilable extends Exception {

        private static final long serialVersionUID = 1L;

        Uncompilable(String message) {
            super(message);
        }
    }

    /** Says that a program ran out of stack or memory. */
    final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
