package io.atoll.jq.internal.run;

import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import io.atoll.jq.Limits;

/** Measures what one evaluation uses, and ends it at its limits. Of one thread at a time. */
public final class Meter {

    /** Steps between two looks at the clock. */
    private static final int STRIDE = 1024;

    private final Limits limits;
    private long deadline;
    private boolean started;
    private long steps;
    private int credit = STRIDE;
    private long growth;

    /** The clock starts when it is first looked at: at the latest after some thousand steps. */
    public Meter(Limits limits) {
        this.limits = limits;
    }

    /** Begins to measure anew. */
    void restart() {
        steps = 0;
        credit = STRIDE;
        growth = 0;
        started = false;
    }

    /** The limits. */
    public Limits limits() {
        return limits;
    }

    /** Counts one unit of work. */
    public void step() {
        if (--credit <= 0) {
            settle();
        }
    }

    /** Counts several units of work, before they are done. */
    public void steps(long count) {
        if (count < credit) {
            credit -= (int) count;
        } else {
            steps += count;
            settle();
        }
    }

    private void settle() {
        steps += STRIDE - credit;
        credit = STRIDE;
        if (steps > limits.steps()) {
            throw new LimitException(Limit.STEPS, "the program needs more than " + limits.steps() + " steps");
        }
        if (nanosLeft() <= 0) {
            throw new LimitException(
                    Limit.TIME, "the program needs more than " + limits.time().toMillis() + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new LimitException(Limit.INTERRUPT, "the evaluation was interrupted");
        }
    }

    /** What is left of the wall clock; zero or less at the deadline. */
    public long nanosLeft() {
        long now = System.nanoTime();
        if (!started) {
            started = true;
            deadline = now + limits.time().toNanos();
        }
        return deadline - now;
    }

    /** Counts a text of so many characters that is about to be built. */
    public void text(long characters) {
        length(characters, "characters");
        grow(characters + 40);
        steps(characters >> 6);
    }

    /** Counts an array or object of so many elements that is about to be built. */
    public void container(long elements) {
        length(elements, "elements");
        grow(elements * 8 + 40);
        steps(elements >> 3);
    }

    /** Counts an element that is about to be added to an array or object, which then has so many. */
    public void element(long elements) {
        length(elements, "elements");
        grow(16);
        step();
    }

    /** Checks the length that a text, array or object is about to have. */
    public void length(long length, String unit) {
        if (length > limits.length()) {
            throw new LimitException(
                    Limit.LENGTH, "the program builds a value of more than " + limits.length() + " " + unit);
        }
    }

    /** Counts bytes that are about to be built. */
    public void grow(long bytes) {
        growth += bytes;
        if (growth > limits.growth()) {
            throw new LimitException(Limit.GROWTH, "the program builds more than " + limits.growth() + " bytes");
        }
    }

    /** Checks the level of a nested value. */
    public void depth(int level) {
        if (level > limits.depth()) {
            throw new LimitException(Limit.DEPTH, "the program nests deeper than " + limits.depth() + " levels");
        }
    }
}
