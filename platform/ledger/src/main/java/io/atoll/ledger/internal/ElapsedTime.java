package io.atoll.ledger.internal;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds that have passed, those in which the machine slept included.
 *
 * <p>The monotonic clock of some systems stands still while the machine is suspended, and the wall clock may be set. The larger of both
 * steps counts: whoever relies on it believes that a lease is older than it is, never that it is younger.
 */
final class ElapsedTime implements LongSupplier {

    /** A smaller difference is the imprecision of the clocks. */
    private static final long SLEEP = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier monotonic;
    private final Clock wall;

    private long lastMonotonic;
    private long lastWall;
    private long elapsed;

    ElapsedTime(LongSupplier monotonic, Clock wall) {
        this.monotonic = monotonic;
        this.wall = wall;
        this.lastMonotonic = monotonic.getAsLong();
        this.lastWall = wall.millis();
    }

    @Override
    public synchronized long getAsLong() {
        var nowMonotonic = monotonic.getAsLong();
        var nowWall = wall.millis();
        var awake = nowMonotonic - lastMonotonic;
        var slept = TimeUnit.MILLISECONDS.toNanos(nowWall - lastWall) - awake;
        elapsed += slept > SLEEP ? awake + slept : awake;
        lastMonotonic = nowMonotonic;
        lastWall = nowWall;
        return elapsed;
    }
}
