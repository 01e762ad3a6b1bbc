package io.atoll.engine.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the records of all runs that are under way may take: each run has a reserve that is its own, and more as long as others leave it.
 *
 * <p>So a run that cannot get rid of its records holds up others only where they want more than their reserve, and those get that in the
 * order in which they asked. Measured in the units of {@link Share}. Safe for use by several threads.
 */
final class Memory {

    private final int reserve;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Object> line = new LinkedHashSet<>();
    private int common;

    /**
     * Memory of which nothing is taken.
     *
     * @param reserve what each part may take in any case
     * @param common what all parts together may take beyond that
     */
    Memory(int reserve, int common) {
        this.reserve = reserve;
        this.most = reserve + common;
        this.common = common;
    }

    /** What is each part's own. */
    int reserve() {
        return reserve;
    }

    /**
     * A part of which nothing is taken.
     *
     * @param atMost what it may take, if others leave that; less if there is not so much
     */
    Part part(int atMost) {
        return new Part(Math.min(atMost, most));
    }

    /** What one run may take, until it is closed. */
    final class Part implements AutoCloseable {

        private final int limit;
        private int taken;

        private Part(int limit) {
            this.limit = limit;
        }

        /** What it can take at most. */
        int limit() {
            return limit;
        }

        /**
         * Takes some; waits until that is possible.
         *
         * @param amount no more than the limit
         * @param whenFull is told that this has to wait
         */
        void take(int amount, Runnable whenFull) throws InterruptedException {
            var me = new Object();
            lock.lockInterruptibly();
            try {
                for (boolean told = false; !mayTake(amount, me); changed.await()) {
                    if (!told) {
                        whenFull.run();
                        told = true;
                    }
                }
                common -= beyondReserve(taken + amount) - beyondReserve(taken);
                taken += amount;
            } finally {
                leave(me);
                lock.unlock();
            }
        }

        /** Whether there is room; who wants some of what is common stands in line for that. */
        private boolean mayTake(int amount, Object me) {
            if (taken + amount > limit) {
                leave(me);
                return false;
            }
            int more = beyondReserve(taken + amount) - beyondReserve(taken);
            if (more == 0) {
                return true;
            }
            line.add(me);
            return line.iterator().next() == me && more <= common;
        }

        private void leave(Object me) {
            if (line.remove(me)) {
                changed.signalAll();
            }
        }

        private int beyondReserve(int amount) {
            return Math.max(0, amount - reserve);
        }

        /** Gives back what is still taken. */
        @Override
        public void close() {
            give(taken);
        }

        /** Gives some back. */
        void give(int amount) {
            lock.lock();
            try {
                common += beyondReserve(taken) - beyondReserve(taken - amount);
                taken -= amount;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
