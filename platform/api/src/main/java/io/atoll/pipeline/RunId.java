package io.atoll.pipeline;

/**
 * The name of a run.
 *
 * @param value unique in this installation, and growing with time
 */
public record RunId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
