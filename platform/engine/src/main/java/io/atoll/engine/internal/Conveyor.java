package io.atoll.engine.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries things from the workers of one stage to those of the next, a bounded number at a time. It ends when all of a known number of
 * producers have left.
 */
final class Conveyor<T> {

    private final int capacity;
    private final Queue<T> things = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int producers;
    private boolean hurried;

    Conveyor(int capacity, int producers) {
        this.capacity = capacity;
        this.producers = producers;
    }

    /** Puts a thing on, waiting while there is no room. */
    void put(T thing) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (things.size() >= capacity) {
                changed.await();
            }
            things.add(thing);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is there, at least one thing and at most so many, waiting for the first. An empty list is the end. */
    List<T> take(int atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (things.isEmpty() && producers > 0) {
                changed.await();
            }
            var taken = new ArrayList<T>(Math.min(atMost, things.size()));
            while (taken.size() < atMost && !things.isEmpty()) {
                taken.add(things.remove());
            }
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one thing, waiting so long at most.
     *
     * @return {@code null} if there was none in time or before it was {@linkplain #hurry hurried}, or at the end
     */
    @Nullable
    T poll(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (things.isEmpty() && producers > 0 && left > 0 && !hurried) {
                left = changed.awaitNanos(left);
            }
            T thing = things.poll();
            changed.signalAll();
            return thing;
        } finally {
            lock.unlock();
        }
    }

    /** Says that nothing more may come before what was taken is dealt with: who polls does not wait, until all is calm again. */
    void hurry() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that more may come. */
    void calm() {
        lock.lock();
        try {
            hurried = false;
        } finally {
            lock.unlock();
        }
    }

    /** Says that one producer puts nothing on any more. */
    void leave() {
        lock.lock();
        try {
            producers--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
