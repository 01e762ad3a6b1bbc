package io.atoll.events.internal;

import java.time.Duration;

/**
 * How much is taken in, and for how long it is tried.
 *
 * @param body bytes of one
 * @param patience for one body
 * @param bodies bytes of all that are being taken in
 * @param handling of one event, in all
 * @param attempts for one event
 * @param parallel events of one lane
 * @param pauses between attempts
 */
record EventLimits(
        int body, Duration patience, long bodies, Duration handling, int attempts, int parallel, Pauses pauses) {

    static EventLimits of(EventsConfiguration configuration) {
        return new EventLimits(
                configuration.body_mebibytes() << 20,
                Duration.ofSeconds(configuration.body_seconds()),
                (long) configuration.bodies_mebibytes() << 20,
                Duration.ofSeconds(configuration.handling_seconds()),
                configuration.attempts(),
                configuration.parallel(),
                new Pauses(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(1)));
    }

    /**
     * How long to wait.
     *
     * @param first after the first attempt; each one after that is twice as long
     * @param longest of them
     * @param settling after services of an instance came or went, before events of it are handled
     */
    record Pauses(Duration first, Duration longest, Duration settling) {

        /** The pause after a number of attempts. */
        Duration after(int attempts) {
            var pause = first.multipliedBy(1L << Math.min(attempts - 1, 20));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }
}
