package io.atoll.fetch.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads in until it is closed, and knows whether some are inside. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private int inside;
    private boolean closed;

    /** Enters, unless the gate is closed; whoever has entered leaves. */
    boolean enter() {
        lock.lock();
        try {
            if (!closed) {
                inside++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            empty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nobody in from now on, and waits until nobody is inside.
     *
     * @return whether nobody was inside when it was closed
     */
    boolean close() throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            boolean quiet = inside == 0;
            while (inside > 0) {
                empty.await();
            }
            return quiet;
        } finally {
            lock.unlock();
        }
    }
}
