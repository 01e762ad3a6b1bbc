package io.atoll.apply.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by which a call must be over.
 *
 * @param time by which clock
 * @param end when
 */
record Deadline(Time time, Instant end) {

    static Deadline in(Duration duration, Time time) {
        return new Deadline(time, time.now().plus(duration));
    }

    /** How much is left; not negative. */
    Duration left() {
        Duration left = Duration.between(time.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
