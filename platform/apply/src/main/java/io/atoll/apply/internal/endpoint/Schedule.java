package io.atoll.apply.internal.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next run is due.
 *
 * @param next the moment
 * @param interval from run to run, in whole minutes
 */
public record Schedule(Optional<Instant> next, Optional<Duration> interval) {

    /** When somebody asks for it. */
    public static final Schedule NONE = new Schedule(Optional.empty(), Optional.empty());
}
