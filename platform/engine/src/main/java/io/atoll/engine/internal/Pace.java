package io.atoll.engine.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast runs may take records in while others do too: so one that gives them without end leaves its neighbours the processors, the
 * collector and the wire.
 *
 * <p>A run that is alone, or whose neighbours take next to nothing, is not held up. Otherwise each may take what the others leave of the
 * common pace, and an equal part of it in any case. Safe for use by several threads.
 */
final class Pace {

    /** What each record costs beside its length, in bytes. */
    static final int RECORD = 1024;

    /** Over how long it is measured what a run takes. */
    private static final double WINDOW = Duration.ofMillis(500).toNanos();

    /** How far a run may be ahead of its pace. */
    private static final long AHEAD = Duration.ofMillis(100).toNanos();

    /** For how long at most a run waits before it looks around again. */
    private static final long LOOK_EVERY = Duration.ofMillis(50).toNanos();

    /** What is next to nothing, as a part of the common pace. */
    private static final double NOTHING = 0.01;

    private final double common;
    private final LongSupplier nanos;
    private final Sleep sleep;
    private final List<Lane> lanes = new ArrayList<>();

    /** Waits for some nanoseconds. */
    interface Sleep {

        void forNanos(long nanos) throws InterruptedException;
    }

    /**
     * A pace at which nobody goes yet.
     *
     * @param bytes what all runs may take in a second together, if there are several; 0 for any amount
     */
    Pace(long bytes, LongSupplier nanos, Sleep sleep) {
        this.common = bytes == 0 ? Double.POSITIVE_INFINITY : bytes / 1e9;
        this.nanos = nanos;
        this.sleep = sleep;
    }

    /** A pace for this machine. */
    static Pace of(EngineConfig config) {
        long processors = Runtime.getRuntime().availableProcessors();
        return new Pace((processors * config.paceMebibytes()) << 20, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** A lane for a run, to be closed at its end. */
    synchronized Lane join() {
        var lane = new Lane(nanos.getAsLong());
        lanes.add(lane);
        return lane;
    }

    /** Where one run goes. */
    final class Lane implements AutoCloseable {

        private double level;
        private long measuredAt;
        private long dueAt;

        private Lane(long now) {
            measuredAt = now;
            dueAt = now;
        }

        /** Takes some bytes of that many records, once it is time for that. */
        void take(long bytes, int records) throws InterruptedException {
            for (long wait = early(); wait > 0; wait = early()) {
                sleep.forNanos(Math.min(wait, LOOK_EVERY));
            }
            account(bytes + (long) records * RECORD);
        }

        /** By how much it is too early to take more. */
        private long early() {
            synchronized (Pace.this) {
                long now = nanos.getAsLong();
                if (Double.isInfinite(allowed(this, now))) {
                    dueAt = now;
                }
                return dueAt - AHEAD - now;
            }
        }

        private void account(long cost) {
            synchronized (Pace.this) {
                long now = nanos.getAsLong();
                double allowed = allowed(this, now);
                dueAt = (dueAt - now > 0 ? dueAt : now) + (long) (cost / allowed);
                level = rate(now) * WINDOW + cost;
                measuredAt = now;
            }
        }

        /** What it has lately taken, in bytes for each nanosecond. */
        private double rate(long now) {
            return level / WINDOW * Math.exp((measuredAt - now) / WINDOW);
        }

        /** Leaves the pace to the others. */
        @Override
        public void close() {
            synchronized (Pace.this) {
                lanes.remove(this);
            }
        }
    }

    private double allowed(Lane lane, long now) {
        int parts = 1;
        double others = 0;
        for (Lane other : lanes) {
            double rate = other == lane ? 0 : other.rate(now);
            if (rate > common * NOTHING) {
                parts++;
                others += rate;
            }
        }
        return parts == 1 ? Double.POSITIVE_INFINITY : Math.max(common / parts, common - others);
    }
}
