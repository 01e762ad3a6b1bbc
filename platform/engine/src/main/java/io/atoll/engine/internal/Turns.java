package io.atoll.engine.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * How many runs are at work at once: each takes threads and memory, so hundreds that begin together take turns.
 *
 * <p>They get their turn in the order in which they came, save that those which a person waits for go first, and have some places that
 * nobody else gets. Safe for use by several threads.
 */
final class Turns {

    private final int places;
    private final int placesOfPeople;
    private final Queue<CountDownLatch> people = new ArrayDeque<>();
    private final Queue<CountDownLatch> others = new ArrayDeque<>();
    private int taken;

    /**
     * Turns of which none is taken.
     *
     * @param places how many runs are at work at once
     * @param placesOfPeople how many more, if a person waits for them
     */
    Turns(int places, int placesOfPeople) {
        this.places = places;
        this.placesOfPeople = placesOfPeople;
    }

    /** A turn that is taken, until it is closed. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @param person whether a person waits for the run
     */
    Turn take(boolean person) throws InterruptedException {
        var mine = new CountDownLatch(1);
        synchronized (this) {
            (person ? people : others).add(mine);
            pass();
        }
        try {
            mine.await();
        } catch (InterruptedException left) {
            leave(mine);
            throw left;
        }
        return this::give;
    }

    /** How many runs are at work. */
    synchronized int taken() {
        return taken;
    }

    /** How many runs wait. */
    synchronized int waiting() {
        return people.size() + others.size();
    }

    private synchronized void leave(CountDownLatch waiting) {
        if (!people.remove(waiting) && !others.remove(waiting)) {
            give();
        }
    }

    private synchronized void give() {
        taken--;
        pass();
    }

    private void pass() {
        while (taken < places + placesOfPeople) {
            CountDownLatch next = people.poll();
            if (next == null && taken < places) {
                next = others.poll();
            }
            if (next == null) {
                return;
            }
            taken++;
            next.countDown();
        }
    }
}
