package io.atoll.events.internal;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a worker for each lane that has events and handlers. */
final class Dispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Inbox inbox;
    private final Doors doors;
    private final Handling handling;
    private final EventLimits limits;
    private final Bell bell;
    private final Duration look;
    private final Map<Lane, LaneWorker> workers = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "atoll-events");

    private volatile boolean closed;

    /**
     * A dispatcher.
     *
     * @param look how often it looks for events that nobody told of: those of an earlier process, of another one, and replayed ones
     */
    Dispatcher(Inbox inbox, Doors doors, Handling handling, EventLimits limits, Bell bell, Duration look) {
        this.inbox = inbox;
        this.doors = doors;
        this.handling = handling;
        this.limits = limits;
        this.bell = bell;
        this.look = look;
    }

    /** Begins. */
    Dispatcher start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.values().forEach(LaneWorker::end);
        workers.values().forEach(LaneWorker::close);
    }

    private void run() {
        var problem = "";
        var lookAt = System.nanoTime();
        while (!closed) {
            try {
                var lanes = new HashSet<>(bell.await(Duration.ofNanos(Math.max(0, lookAt - System.nanoTime()))));
                if (System.nanoTime() - lookAt >= 0) {
                    lanes.addAll(inbox.waiting());
                    lookAt = System.nanoTime() + look.toNanos();
                    endLeft();
                }
                lanes.forEach(this::serve);
                problem = "";
            } catch (InterruptedException e) {
                return;
            } catch (LedgerFailure e) {
                if (!problem.equals(e.getMessage())) {
                    problem = e.getMessage();
                    log.warn("Live events wait: {}", problem);
                }
                lookAt = System.nanoTime() + look.toNanos();
            }
        }
    }

    private void serve(Lane lane) {
        var worker = workers.get(lane);
        if (worker != null) {
            worker.arrived();
        } else if (ready(lane)) {
            try {
                var reader = inbox.open(lane);
                var begun = new LaneWorker(lane, reader, handling, limits, () -> workers.remove(lane));
                workers.put(lane, begun);
                begun.start();
            } catch (Leased elsewhere) {
                log.debug("{} is read by another process: {}", lane, elsewhere.getMessage());
            }
        }
    }

    /** Without handlers, what is in hand goes back. */
    private void endLeft() {
        workers.forEach((lane, worker) -> {
            if (doors.handlers(lane).isEmpty()) {
                worker.end();
            }
        });
    }

    private boolean ready(Lane lane) {
        return !doors.handlers(lane).isEmpty()
                && doors.settled(lane.integration(), limits.pauses().settling());
    }
}
