package io.atoll.apply.internal.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many more repetitions a run may cause: some at its beginning, and one more for every {@value #ANSWERS_PER_REPETITION} answers. So a
 * run against a catalog that is down ends, instead of repeating every one of its requests. Thread-safe.
 */
final class RetryBudget {

    private static final int ANSWERS_PER_REPETITION = 10;

    private final long most;
    private final AtomicLong left;

    /** Makes one of so many repetitions, which it does not exceed later. */
    RetryBudget(int repetitions) {
        most = (long) repetitions * ANSWERS_PER_REPETITION;
        left = new AtomicLong(most);
    }

    /** A request was answered. */
    void earn() {
        left.updateAndGet(now -> Math.min(most, now + 1));
    }

    /** Takes one repetition; false if there is none left. */
    boolean spend() {
        return left.getAndUpdate(now -> now < ANSWERS_PER_REPETITION ? now : now - ANSWERS_PER_REPETITION)
                >= ANSWERS_PER_REPETITION;
    }
}
