package io.atoll.events.internal;

/**
 * How the call of a service ended.
 *
 * @param <T> what the service gives
 */
sealed interface Result<T> {

    /** It gave something. */
    record Given<T>(T value) implements Result<T> {}

    /** It threw something. */
    record Threw<T>(Throwable failure) implements Result<T> {}

    /** Its bundle has left, or is leaving. */
    record Left<T>() implements Result<T> {}

    /** It took too long and was interrupted. */
    record Overdue<T>() implements Result<T> {}

    /** So many calls of it are under way that it is not called again now. */
    record Busy<T>() implements Result<T> {}
}
