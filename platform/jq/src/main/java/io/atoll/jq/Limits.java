package io.atoll.jq;

import java.time.Duration;

/**
 * What one evaluation of a program may use before it ends with a {@link LimitException}.
 *
 * @param time wall clock
 * @param steps units of work: a call, an output of a generator, an element or some bytes that are looked at, a step of a regular
 *     expression's search
 * @param growth bytes, roughly, of all texts, arrays and objects that are built, kept or not
 * @param length characters of one text, elements of one array, members of one object
 * @param depth nested calls, and levels of one value
 * @param outputs values that the program gives
 */
public record Limits(Duration time, long steps, long growth, int length, int depth, long outputs) {

    private static final Limits STANDARD =
            new Limits(Duration.ofSeconds(1), 20_000_000, 64L << 20, 16 << 20, 10_000, 1_000_000);

    private static final Limits NONE = new Limits(
            Duration.ofDays(365), Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE - 8, 1_000_000, Long.MAX_VALUE);

    /** Refuses what is not positive. */
    public Limits {
        if (!time.isPositive() || steps < 1 || growth < 1 || length < 1 || depth < 1 || outputs < 1) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }

    /** One second, 20 million steps, 64 MiB: for expressions of mappings, which share a process with others. */
    public static Limits standard() {
        return STANDARD;
    }

    /** A year, and as much as Java can hold: for a process of its own, that a person can stop. */
    public static Limits none() {
        return NONE;
    }

    /** These limits with another time. */
    public Limits withTime(Duration time) {
        return new Limits(time, steps, growth, length, depth, outputs);
    }

    /** These limits with another number of steps. */
    public Limits withSteps(long steps) {
        return new Limits(time, steps, growth, length, depth, outputs);
    }

    /** These limits with another growth. */
    public Limits withGrowth(long growth) {
        return new Limits(time, steps, growth, length, depth, outputs);
    }

    /** These limits with another number of outputs. */
    public Limits withOutputs(long outputs) {
        return new Limits(time, steps, growth, length, depth, outputs);
    }
}
