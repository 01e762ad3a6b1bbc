package io.atoll.ledger.internal;

import java.time.Duration;

/**
 * How much an inbox keeps.
 *
 * @param events of an integration that may wait or be handled
 * @param bytes of their bodies
 * @param dead events of a lane that are kept; beyond that the oldest are forgotten
 * @param window for how long the ids of deliveries are remembered that are dealt with
 */
record InboxLimits(long events, long bytes, int dead, Duration window) {

    /** What is usual. */
    static final InboxLimits USUAL = new InboxLimits(100_000, 256L << 20, 10_000, Duration.ofDays(1));

    /**
     * What a configuration says, as {@link LedgerConfiguration} describes it.
     *
     * @throws IllegalArgumentException if that makes no sense
     */
    static InboxLimits of(int events, int mebibytes, int hours) {
        return new InboxLimits(
                positive("inbox.events", events),
                (long) positive("inbox.mebibytes", mebibytes) << 20,
                USUAL.dead(),
                Duration.ofHours(positive("inbox.window.hours", hours)));
    }

    private static int positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; give it at least 1 in the configuration io.atoll.ledger");
        }
        return value;
    }
}
