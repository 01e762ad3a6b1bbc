package io.atoll.health.internal.inside;

import io.atoll.operation.Help;
import java.util.Locale;
import java.util.Optional;

/** A thread of the system. */
record ThreadView(
        @Help("its number") long id,
        @Help("its name") String name,
        @Help("the instance whose work it does now") Optional<String> integration,

        @Help("whose it is: an integration, the platform, http, or java")
        String owner,

        @Help("runnable, blocked, waiting or timed_waiting") String state,

        @Help("milliseconds of a processor that it has used")
        long cpuMillis,

        @Help("bytes of objects that it has made") long allocatedBytes,
        @Help("where it is") String at) {

    static ThreadView of(Live live, Optional<String> integration) {
        return new ThreadView(
                live.id(),
                live.name(),
                integration,
                integration.isPresent() ? "integration" : owner(live.name()),
                live.state().name().toLowerCase(Locale.ROOT),
                live.cpuNanos() / 1_000_000,
                live.allocatedBytes(),
                live.at());
    }

    private static String owner(String name) {
        if (name.startsWith("atoll")) {
            return "platform";
        }
        return name.startsWith("qtp") || name.toLowerCase(Locale.ROOT).contains("http") ? "http" : "java";
    }

    /** What the machine knows of a thread. */
    record Live(long id, String name, Thread.State state, long cpuNanos, long allocatedBytes, String at) {}
}
