package io.atoll.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How much a third party puts up with: what is more is answered with 429 and counted by {@link ThirdParty#refused()}. */
public final class Limit {

    private final int most;
    private final Duration window;
    private final Deque<Instant> begun = new ArrayDeque<>();
    private int open;

    private Limit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** So many requests within any span of such a length; {@code Retry-After} tells when there is room again. */
    public static Limit requests(int most, Duration window) {
        return new Limit(most, window);
    }

    /** So many requests at once. */
    public static Limit concurrency(int most) {
        return new Limit(most, Duration.ZERO);
    }

    /** Counts a request in. Gives the seconds to wait if there is no room for it, or 0. */
    synchronized long enter(Instant now) {
        while (!begun.isEmpty() && !begun.getFirst().plus(window).isAfter(now)) {
            begun.removeFirst();
        }
        int count = window.isZero() ? open : begun.size();
        if (count >= most) {
            return window.isZero()
                    ? 1
                    : Math.max(
                            1,
                            Duration.between(now, begun.getFirst().plus(window))
                                    .plusMillis(999)
                                    .toSeconds());
        }
        open++;
        if (!window.isZero()) {
            begun.addLast(now);
        }
        return 0;
    }

    synchronized void leave() {
        open--;
    }
}
