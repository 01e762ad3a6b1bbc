package io.atoll.deploy.internal;

import java.util.Arrays;

/** The innermost reason of a failure, in one line. */
final class RootCause {

    private RootCause() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
            cause = cause.getCause();
        }
        return cause + place(cause.getStackTrace());
    }

    private static String place(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(Attempt::isForeign)
                .findFirst()
                .map(frame -> ", at " + frame)
                .orElse("");
    }
}
