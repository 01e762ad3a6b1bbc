package io.atoll.kit.internal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often requests of a client may be sent again in all; thread-safe. A third party that keeps failing uses them up, and is then asked
 * once by each call and not six times. Every tenth success gives one back, and some minutes without any give back all, so that the next run
 * begins with all of them.
 */
final class Retries {

    private static final Logger log = LoggerFactory.getLogger(Retries.class);
    private static final int MOST = 100;
    private static final int SUCCESSES = 10;
    private static final Duration REST = Duration.ofMinutes(5);

    private final Time time;
    private int left = MOST * SUCCESSES;
    private Duration last = Duration.ZERO;

    Retries(Time time) {
        this.time = time;
    }

    /**
     * Takes one.
     *
     * @param what is to be sent again, for the log
     * @return false if there is none
     */
    synchronized boolean take(String what) {
        Duration now = time.uptime();
        if (now.minus(last).compareTo(REST) > 0) {
            left = MOST * SUCCESSES;
        }
        if (left < SUCCESSES) {
            return false;
        }
        last = now;
        left -= SUCCESSES;
        if (left < SUCCESSES) {
            log.info("{} has failed too often: for some minutes, requests that fail are not sent again", what);
        }
        return true;
    }

    /** A request was answered. */
    synchronized void success() {
        left = Math.min(MOST * SUCCESSES, left + 1);
    }
}
