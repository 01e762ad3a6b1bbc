package io.atoll.pipeline;

/** Why a run began. */
public sealed interface Trigger {

    /**
     * A person asked for it.
     *
     * @param by who, or through which face: {@code shell}, {@code console}
     * @param deletionAllowance how many entities this run may delete beyond the deletion budget, by that person's approval
     */
    record Manual(String by, long deletionAllowance) implements Trigger {}

    /** The integration became ready for the first time since the platform started, and its configuration asks for it. */
    record AtStart() implements Trigger {}

    /** The platform was started to run each integration once and to stop. */
    record Once() implements Trigger {}

    /**
     * The platform heard that a run is wanted.
     *
     * @param why what was heard, for people: {@code schedule}, {@code asked for in the catalog}
     * @param anew whether a run that was cut off must not be gone on with, as its beginning would be older than the wish
     */
    record Requested(String why, boolean anew) implements Trigger {}

    /** One or two words for people. */
    default String label() {
        return switch (this) {
            case Manual manual -> "manual (" + manual.by() + ")";
            case AtStart start -> "at start";
            case Once once -> "once";
            case Requested requested -> requested.why();
        };
    }
}
