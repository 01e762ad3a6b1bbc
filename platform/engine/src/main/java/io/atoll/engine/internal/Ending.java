package io.atoll.engine.internal;

/** How the work of a run ended. */
sealed interface Ending {

    /** Why, for people. */
    String reason();

    /** It came to its end; how good that is follows from what was noted. */
    record Finished() implements Ending {
        @Override
        public String reason() {
            return "";
        }
    }

    /** It can be gone on with. */
    record Suspended(String reason) implements Ending {}

    /** It is not to be gone on with. */
    record Cancelled(String reason) implements Ending {}

    /** It could not be carried out. */
    record Failed(String reason) implements Ending {}
}
