package io.atoll.engine.internal;

import io.atoll.pipeline.RunReport.Effort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures what dealing with a resource takes. Safe for use by several threads. */
final class Meter {

    private final Clock clock;
    private final Samples processor = new Samples();
    private final Samples memory = new Samples();
    private @Nullable Instant begun;
    private @Nullable Instant ended;

    Meter(Clock clock) {
        this.clock = clock;
    }

    synchronized void begin() {
        begun = clock.instant();
    }

    /** Takes what the process takes now, if this is measuring. */
    synchronized void sampled(Load load) {
        if (begun != null && ended == null) {
            processor.add(load.processor());
            memory.add(load.memory());
        }
    }

    synchronized void end() {
        if (begun != null && ended == null) {
            sampled(Load.now());
            ended = clock.instant();
        }
    }

    /** What was measured until now; empty if it has not begun. */
    synchronized Optional<Effort> effort() {
        Instant from = begun;
        if (from == null) {
            return Optional.empty();
        }
        Instant until = ended == null ? clock.instant() : ended;
        Duration took = Duration.between(from, until);
        return Optional.of(
                new Effort(until, took.isNegative() ? Duration.ZERO : took, processor.level(), memory.level()));
    }
}
