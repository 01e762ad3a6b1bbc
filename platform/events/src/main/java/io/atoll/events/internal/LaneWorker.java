package io.atoll.events.internal;

import io.atoll.events.internal.Window.InHand;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Reader;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the events of one lane dealt with, in order, on threads of its own. It ends when it is closed, when it loses the lane, and when there
 * was nothing to do for a while.
 */
final class LaneWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LaneWorker.class);

    /** How many events are in hand at most, and with how many bytes at a time. */
    private static final int WINDOW = 64;

    private static final long BYTES = 8L << 20;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration TO_END = Duration.ofSeconds(5);

    /** How often an event is postponed before it is given up: with the longest pauses for about an hour. */
    private static final int POSTPONED = 120;

    private final Lane lane;
    private final Reader reader;
    private final Handling handling;
    private final EventLimits limits;
    private final Thread thread;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Window window = new Window();
    private boolean arrived = true;
    private boolean ended;
    private boolean closed;

    /**
     * A worker that has not begun.
     *
     * @param reader of the lane, which this closes
     * @param ended is called when it has ended
     */
    LaneWorker(Lane lane, Reader reader, Handling handling, EventLimits limits, Runnable ended) {
        this.lane = lane;
        this.reader = reader;
        this.handling = handling;
        this.limits = limits;
        this.thread = Thread.ofVirtual().name("events " + lane).unstarted(() -> {
            try {
                run();
            } finally {
                ended.run();
            }
        });
    }

    /** Begins. */
    void start() {
        thread.start();
    }

    /** Tells it that events came in. */
    void arrived() {
        lock.lock();
        try {
            arrived = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; what is in hand waits again. */
    @Override
    public void close() {
        end();
        try {
            thread.join(TO_END.plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has it end soon. */
    void end() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (work()) {
                log.trace("{} goes on", lane);
            }
        } catch (InterruptedException e) {
            log.debug("{} is closed", lane);
        } catch (Fenced | LedgerFailure e) {
            log.debug("{} is given up for now: {}", lane, e.getMessage());
        } finally {
            endThreads();
            if (Thread.interrupted()) {
                log.trace("{} is given back nevertheless", lane);
            }
            reader.close();
        }
    }

    /** Takes events, begins with those that may, and waits until there may be something to do; says whether to go on. */
    private boolean work() throws Fenced, InterruptedException {
        if (wanted()) {
            for (Event event : reader.next(WINDOW, BYTES)) {
                add(event);
            }
        }
        lock.lockInterruptibly();
        try {
            window.begin(limits.parallel()).forEach(this::begin);
            while (!closed && !ended && !(arrived && roomy())) {
                if (window.size() > 0) {
                    changed.await();
                } else if (changed.awaitNanos(IDLE.toNanos()) <= 0) {
                    return false;
                }
            }
            ended = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean roomy() {
        return window.size() <= WINDOW / 2;
    }

    private boolean wanted() {
        lock.lock();
        try {
            var wanted = arrived && roomy();
            if (wanted) {
                arrived = false;
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void add(Event event) throws InterruptedException {
        var received = Received.of(event.delivery());
        var inHand = new InHand(event.number(), received, handling.keys(lane, received));
        lock.lock();
        try {
            window.add(inHand);
            arrived = true;
        } finally {
            lock.unlock();
        }
    }

    private void begin(InHand event) {
        var own = Thread.ofVirtual()
                .name("event " + event.number() + " " + lane)
                .unstarted(() -> {
                    try {
                        deal(event);
                    } catch (InterruptedException e) {
                        log.debug("event {} of {} waits again", event.number(), lane);
                    } catch (Fenced | LedgerFailure e) {
                        log.debug("event {} of {} is left: {}", event.number(), lane, e.getMessage());
                        end();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                });
        threads.add(own);
        own.start();
    }

    /** Tries until it is dealt with, or given up. */
    private void deal(InHand event) throws Fenced, InterruptedException {
        var failures = 0;
        var postponed = 0;
        while (true) {
            switch (handling.handle(lane, event.event(), reader::ensureHeld)) {
                case Outcome.Done done -> {
                    reader.done(event.number());
                    remove(event);
                    return;
                }
                case Outcome.Hopeless hopeless -> {
                    bury(event, failures + 1, hopeless.reason());
                    return;
                }
                case Outcome.Failed failed -> {
                    failures++;
                    if (failures >= limits.attempts()) {
                        bury(event, failures, failed.reason());
                        return;
                    }
                    pause(failed.pause().orElse(limits.pauses().after(failures)));
                }
                case Outcome.Postponed waits -> {
                    postponed++;
                    if (postponed >= POSTPONED) {
                        bury(event, failures + 1, waits.reason());
                        return;
                    }
                    log.debug("events of {} wait: {}", lane, waits.reason());
                    pause(limits.pauses().after(postponed));
                }
            }
        }
    }

    private void bury(InHand event, int attempts, String reason) {
        log.warn(
                "Live event {} of {} could not be handled and waits for a person: {} See atoll:deadletters.",
                event.number(),
                lane,
                reason);
        reader.dead(event.number(), attempts, reason);
        remove(event);
    }

    private void remove(InHand event) {
        lock.lock();
        try {
            window.remove(event);
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time);
    }

    private void endThreads() {
        threads.forEach(Thread::interrupt);
        var until = System.nanoTime() + TO_END.toNanos();
        for (var each : threads) {
            while (each.isAlive() && System.nanoTime() - until < 0) {
                try {
                    each.join(Duration.ofMillis(100));
                } catch (InterruptedException e) {
                    log.trace("{} ends already", lane);
                }
            }
        }
    }
}
