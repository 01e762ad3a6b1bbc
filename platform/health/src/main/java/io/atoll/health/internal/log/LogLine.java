package io.atoll.health.internal.log;

import io.atoll.operation.Help;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One line of the log. */
public record LogLine(
        @Help("grows from line to line") long number,
        @Help("when it was logged") Instant at,
        @Help("how grave it is") Level level,
        @Help("the integration that it is about") Optional<String> integration,
        @Help("the run in which it was logged") Optional<String> run,

        @Help("kind and position in the mapping that was dealt with")
        Optional<String> kind,

        @Help("the HTTP request in which it was logged") Optional<String> request,
        @Help("who logged it") String logger,
        @Help("what was logged") String message,
        @Help("what was thrown, with where") Optional<String> trace) {

    /** How grave a line is, the gravest first. */
    public enum Level {
        /** Something is broken. */
        ERROR,
        /** A person should act. */
        WARN,
        /** What a person wants to know. */
        INFO,
        /** What helps to find a fault. */
        DEBUG,
        /** Everything. */
        TRACE
    }

    /** A copy whose texts went through something. */
    LogLine with(UnaryOperator<String> mask) {
        return new LogLine(
                number, at, level, integration, run, kind, request, logger, mask.apply(message), trace.map(mask));
    }

    /** About how much memory it takes, in characters. */
    int weight() {
        return 200 + message.length() + trace.map(String::length).orElse(0);
    }
}
