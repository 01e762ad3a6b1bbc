package io.atoll.events.internal;

import io.atoll.pipeline.Inbox.Lane;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Component;

/** Tells who hands events out that some came in. */
@Component(service = Bell.class)
public final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Set<Lane> lanes = new HashSet<>();

    /** Tells of an event. */
    void ring(Lane lane) {
        lock.lock();
        try {
            if (lanes.add(lane)) {
                rung.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events; gives the lanes to which some came since the last call, none if the time is over. */
    Set<Lane> await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            var left = time.toNanos();
            while (lanes.isEmpty() && left > 0) {
                left = rung.awaitNanos(left);
            }
            var all = Set.copyOf(lanes);
            lanes.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
