package io.atoll.apply.internal.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whose turn it is: the one gate of all requests to a catalog, whoever sends them; thread-safe.
 *
 * <p>It lets a bounded number of requests through at once, first come, first served. Some of the places are kept for what is
 * {@linkplain Priority#URGENT urgent}, and so is a share of the quota that the catalog tells in its headers: when only that share is
 * left, bulk waits for the next period. When the catalog says that there were too many requests, everybody waits. Who waits holds neither
 * a place nor a connection.
 */
final class Limiter {

    private static final Logger log = LoggerFactory.getLogger(Limiter.class);

    private final int places;
    private final double share;
    private final Time time;
    private final Semaphore all;
    private final Semaphore bulk;
    private final AtomicInteger waiting = new AtomicInteger();
    private Duration opensAt = Duration.ZERO;
    private Duration bulkOpensAt = Duration.ZERO;
    private volatile boolean closed;

    /**
     * Makes one.
     *
     * @param places how many requests may be under way at once
     * @param share which part of places and quota is kept for what is urgent, from 0 to 1; one place is always for everybody
     */
    Limiter(int places, double share, Time time) {
        this.places = places;
        this.share = share;
        this.time = time;
        this.all = new Semaphore(places, true);
        this.bulk = new Semaphore(Math.max(1, places - (int) Math.ceil(places * share)), true);
    }

    /** The right to send one request; to be ended once. */
    final class Turn {

        private final Priority priority;

        private Turn(Priority priority) {
            this.priority = priority;
        }

        void end() {
            all.release();
            if (priority == Priority.BULK) {
                bulk.release();
            }
        }
    }

    /**
     * Waits for a turn.
     *
     * @throws Unrepeatable if none comes within the time of the call
     */
    Turn enter(Priority priority, Deadline deadline) throws Unrepeatable, InterruptedException {
        waiting.incrementAndGet();
        try {
            while (true) {
                awaitOpening(priority, deadline);
                Turn turn = take(priority, deadline);
                if (shutFor(priority).isZero()) {
                    return turn;
                }
                turn.end();
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Lets nobody in for a while, as the catalog had too many requests. */
    synchronized void shut(Duration wait) {
        Duration until = time.uptime().plus(wait);
        if (until.compareTo(opensAt) > 0) {
            if (shutFor(Priority.URGENT).isZero()) {
                log.info("the catalog had too many requests: no more are sent for {} s", Math.max(1, wait.toSeconds()));
            }
            opensAt = until;
        }
    }

    /** Learns how much of the quota is left. */
    synchronized void learn(Quota quota) {
        if (quota.remaining() > quota.limit() * share) {
            return;
        }
        Duration until = time.uptime().plus(quota.reset());
        if (until.compareTo(bulkOpensAt) > 0) {
            bulkOpensAt = until;
        }
        if (quota.remaining() == 0) {
            shut(quota.reset());
        }
    }

    /** How it stands. */
    Load load() {
        return new Load(
                places,
                Math.max(0, places - all.availablePermits()),
                waiting.get(),
                shutFor(Priority.URGENT),
                shutFor(Priority.BULK));
    }

    /** Lets nobody in any more. */
    void close() {
        closed = true;
    }

    /** Waits until nobody has a turn, or the time is over. */
    void drain(Duration atMost) throws InterruptedException {
        if (all.tryAcquire(places, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            all.release(places);
        }
    }

    private synchronized Duration shutFor(Priority priority) {
        Duration end = priority == Priority.BULK && bulkOpensAt.compareTo(opensAt) > 0 ? bulkOpensAt : opensAt;
        Duration left = end.minus(time.uptime());
        return left.isPositive() ? left : Duration.ZERO;
    }

    private void awaitOpening(Priority priority, Deadline deadline) throws Unrepeatable, InterruptedException {
        for (Duration wait = shutFor(priority); wait.isPositive(); wait = shutFor(priority)) {
            if (closed) {
                throw new Unrepeatable("the client was closed");
            }
            if (wait.compareTo(deadline.left()) >= 0) {
                throw new Unrepeatable("not sent: the catalog's rate limit is used up for another " + wait.toSeconds()
                        + " s, which is longer than the call may take");
            }
            time.sleep(wait);
        }
    }

    private Turn take(Priority priority, Deadline deadline) throws Unrepeatable, InterruptedException {
        if (priority == Priority.URGENT) {
            await(all, deadline);
            return new Turn(priority);
        }
        await(bulk, deadline);
        boolean taken = false;
        try {
            await(all, deadline);
            taken = true;
        } finally {
            if (!taken) {
                bulk.release();
            }
        }
        return new Turn(priority);
    }

    private void await(Semaphore semaphore, Deadline deadline) throws Unrepeatable, InterruptedException {
        if (!semaphore.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new Unrepeatable("not sent: " + load() + ", and none of them ended within the time of the call");
        }
    }
}
