package io.atoll.kit.internal;

import java.time.Duration;

/**
 * The time by which a call must be over.
 *
 * @param time by which clock
 * @param end when, as {@link Time#uptime()}
 */
record Deadline(Time time, Duration end) {

    static Deadline in(Duration duration, Time time) {
        return new Deadline(time, time.uptime().plus(duration));
    }

    /** How much is left; not negative. */
    Duration left() {
        Duration left = end.minus(time.uptime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The shorter of a time and what is left. */
    Duration atMost(Duration longest) {
        Duration left = left();
        return left.compareTo(longest) < 0 ? left : longest;
    }
}
