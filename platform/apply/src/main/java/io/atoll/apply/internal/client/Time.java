package io.atoll.apply.internal.client;

import java.time.Duration;
import java.time.Instant;

/** The passing of time, as far as the client reads it or waits for it. */
public interface Time {

    /** The time of day; it may jump. For what others are told, and for dates that others tell. */
    Instant now();

    /** The time since some moment in the past; it never jumps. For all deadlines. */
    Duration uptime();

    /** Waits; returns early if the client is closed. */
    void sleep(Duration duration) throws InterruptedException;
}
