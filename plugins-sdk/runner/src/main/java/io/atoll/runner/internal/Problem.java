package io.atoll.runner.internal;

/**
 * What keeps something from working.
 *
 * @param place file and line, key, expression or component; empty if there is none
 * @param message what is wrong, and what to do
 */
record Problem(String place, String message) {

    @Override
    public String toString() {
        return place.isEmpty() ? message : place + ": " + message;
    }
}
