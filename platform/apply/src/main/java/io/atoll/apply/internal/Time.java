package io.atoll.apply.internal;

import java.time.Duration;
import java.time.Instant;

/** The passing of time, as far as the client waits for it. */
interface Time {

    /** The time of day. */
    Instant now();

    /** Waits; returns early if the client is closed. */
    void sleep(Duration duration) throws InterruptedException;
}
