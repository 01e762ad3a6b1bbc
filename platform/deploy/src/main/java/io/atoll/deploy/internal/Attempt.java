package io.atoll.deploy.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call that may never return, on a thread of its own that nobody waits for.
 *
 * @param <T> what it returns
 */
final class Attempt<T extends @Nullable Object> {

    private static final Pattern OWN =
            Pattern.compile("(java|javax|jdk|sun|org\\.apache\\.felix|org\\.osgi|io\\.atoll\\.deploy)\\.");

    private final Thread thread;
    private final long begun = System.nanoTime();
    private final Duration limit;
    private volatile @Nullable Outcome<T> outcome;

    /** How a call ended. */
    sealed interface Outcome<T extends @Nullable Object> {

        /** It returned. */
        record Returned<T extends @Nullable Object>(T value) implements Outcome<T> {}

        /** It threw, be it an exception or an error. */
        record Threw<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}
    }

    private Attempt(String name, Duration limit, Callable<T> call, Runnable ended) {
        this.limit = limit;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            outcome = run(call);
            ended.run();
        });
    }

    /**
     * Begins a call.
     *
     * @param name of the thread
     * @param limit after which it counts as overdue
     * @param ended called on that thread when the outcome is there
     */
    static <T extends @Nullable Object> Attempt<T> begin(
            String name, Duration limit, Callable<T> call, Runnable ended) {
        Attempt<T> attempt = new Attempt<>(name, limit, call, ended);
        attempt.thread.start();
        return attempt;
    }

    private static <T extends @Nullable Object> Outcome<T> run(Callable<T> call) {
        try {
            return new Outcome.Returned<>(call.call());
        } catch (Throwable e) {
            return new Outcome.Threw<>(e);
        }
    }

    /** How it ended; empty while it runs. */
    Optional<Outcome<T>> outcome() {
        return Optional.ofNullable(outcome);
    }

    boolean running() {
        return outcome == null;
    }

    /** Whether it runs longer than it may. */
    boolean overdue() {
        return running() && elapsed().compareTo(limit) > 0;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    Duration limit() {
        return limit;
    }

    /** Asks it to give up, which it may ignore. */
    void interrupt() {
        thread.interrupt();
    }

    /** Waits until it ends, for ever if need be. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** Where it is now: the innermost line that is neither Java's nor the framework's, or the innermost of all. */
    String place() {
        StackTraceElement[] trace = thread.getStackTrace();
        return Arrays.stream(trace)
                .filter(Attempt::isForeign)
                .findFirst()
                .or(() -> Arrays.stream(trace).findFirst())
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    /** Whether a line belongs to a bundle, and not to Java, the framework or this package. */
    static boolean isForeign(StackTraceElement frame) {
        return !OWN.matcher(frame.getClassName()).lookingAt();
    }
}
