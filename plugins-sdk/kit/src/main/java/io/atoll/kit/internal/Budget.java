package io.atoll.kit.internal;

import io.atoll.kit.http.Quotas.Quota;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.RateLimit.Window;
import io.atoll.spi.IntegrationException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many calls one host gets with one credential, whoever makes them; thread-safe.
 *
 * <p>Who waits holds nothing: not a place, not a part of a window. What a server told is counted down by each call until it tells again,
 * with the calls under way taken as not yet counted by it.
 */
final class Budget {

    private static final Logger log = LoggerFactory.getLogger(Budget.class);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

    private final String host;
    private final String credential;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Map<Window, Deque<Duration>> begun = new HashMap<>();
    private int clients;
    private int running;
    private int waiting;
    private long refused;
    private Duration opensAt = Duration.ZERO;
    private @Nullable Told told;

    Budget(String host, String credential, Time time) {
        this.host = host;
        this.credential = credential;
        this.time = time;
    }

    /**
     * What the server told, counted down.
     *
     * @param limit how many calls the window allows
     * @param remaining how many are left
     * @param until when the window ends, as {@link Time#uptime()}
     */
    private record Told(OptionalLong limit, long remaining, Duration until) {}

    /**
     * Waits until a call may begin, and begins it.
     *
     * @param path below the base of the server
     * @param closing of the client that calls
     * @throws Unavailable if it may not begin within the time, or the client is closed
     */
    void enter(RateLimit rates, String path, Deadline deadline, Closing closing)
            throws Unavailable, InterruptedException {
        boolean waited = false;
        while (true) {
            Duration wait;
            lock.lockInterruptibly();
            try {
                closing.requireOpen(host);
                wait = wait(rates, path);
                if (wait.isZero() && running < rates.concurrency()) {
                    begin(rates, path);
                    return;
                }
                if (wait.isZero()) {
                    boolean signalled;
                    waiting++;
                    try {
                        signalled = freed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                    } finally {
                        waiting--;
                    }
                    if (!signalled) {
                        throw new Unavailable("none of the " + running + " calls under way to " + host
                                + " ended within the time that a call may wait");
                    }
                    continue;
                }
            } finally {
                lock.unlock();
            }
            if (wait.compareTo(deadline.left()) >= 0) {
                throw new Unavailable(
                        "the rate limit of " + host + " is used up for another " + seconds(wait)
                                + ", which is longer than a call may wait; try again later",
                        wait,
                        null);
            }
            if (!waited && wait.compareTo(WORTH_TELLING) >= 0) {
                log.info("the rate limit of {} is used up: waiting for {}", host, seconds(wait));
            }
            waited = true;
            sleep(wait, closing);
        }
    }

    private void sleep(Duration wait, Closing closing) throws InterruptedException {
        waiting(1);
        try {
            time.sleep(wait, closing.latch());
        } finally {
            waiting(-1);
        }
    }

    private void waiting(int more) {
        lock.lock();
        try {
            waiting += more;
        } finally {
            lock.unlock();
        }
    }

    private Duration wait(RateLimit rates, String path) {
        Duration now = time.uptime();
        Duration until = opensAt;
        Told known = told;
        if (known != null && known.until().compareTo(now) <= 0) {
            told = null;
        } else if (known != null
                && known.remaining() <= Math.floor(known.limit().orElse(0) * rates.keep())) {
            until = later(until, known.until());
        }
        for (Window window : rates.windows()) {
            if (path.startsWith(window.path())) {
                Deque<Duration> calls = begun.computeIfAbsent(window, none -> new ArrayDeque<>());
                while (!calls.isEmpty() && calls.getFirst().plus(window.time()).compareTo(now) <= 0) {
                    calls.removeFirst();
                }
                if (calls.size() >= window.calls()) {
                    until = later(until, calls.getFirst().plus(window.time()));
                }
            }
        }
        Duration wait = until.minus(now);
        return wait.isPositive() ? wait : Duration.ZERO;
    }

    private void begin(RateLimit rates, String path) {
        running++;
        for (Window window : rates.windows()) {
            if (path.startsWith(window.path())) {
                begun.computeIfAbsent(window, none -> new ArrayDeque<>()).addLast(time.uptime());
            }
        }
        Told known = told;
        if (known != null) {
            told = new Told(known.limit(), Math.max(0, known.remaining() - 1), known.until());
        }
    }

    /** A call is really over. */
    void leave() {
        lock.lock();
        try {
            running--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Learns from an answer how many calls are left. */
    void learn(Allowance allowance) {
        lock.lock();
        try {
            Duration until = time.uptime().plus(allowance.reset());
            long left = Math.max(0, allowance.remaining() - running);
            Told known = told;
            boolean sameWindow =
                    known != null && known.until().minus(until).abs().compareTo(Duration.ofSeconds(2)) <= 0;
            if (known != null && sameWindow) {
                left = Math.min(left, known.remaining());
                until = later(until, known.until());
            }
            told = new Told(allowance.limit(), left, until);
        } finally {
            lock.unlock();
        }
    }

    /** The server said that there were too many calls: nobody calls for a while. */
    void shut(Duration wait) {
        lock.lock();
        try {
            refused++;
            opensAt = later(opensAt, time.uptime().plus(wait));
        } finally {
            lock.unlock();
        }
    }

    /** Has all who wait for a place look again. */
    void wake() {
        lock.lock();
        try {
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One client more, or less; gives how many there are. */
    int clients(int more) {
        lock.lock();
        try {
            clients += more;
            return clients;
        } finally {
            lock.unlock();
        }
    }

    Quota quota() {
        lock.lock();
        try {
            Told known = told;
            Instant now = time.now();
            return new Quota(
                    host,
                    credential,
                    clients,
                    running,
                    waiting,
                    known == null ? OptionalLong.empty() : known.limit(),
                    known == null ? OptionalLong.empty() : OptionalLong.of(known.remaining()),
                    known == null ? Optional.empty() : at(known.until(), now),
                    at(opensAt, now),
                    refused);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Instant> at(Duration uptime, Instant now) {
        Duration left = uptime.minus(time.uptime());
        return left.isPositive() ? Optional.of(now.plus(left)) : Optional.empty();
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String seconds(Duration wait) {
        return Math.max(1, wait.toSeconds()) + " s";
    }
}
