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

    /** One or two words for people. */
    default String label() {
        return switch (this) {
            case Manual manual -> "manual (" + manual.by() + ")";
            case AtStart start -> "at start";
            case Once once -> "once";
        };
    }
}
