package io.atoll.engine.internal;

import io.atoll.pipeline.RunId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Names runs by the moment, each later than all before, whatever the clock does. Safe for use by several threads. */
final class RunIds {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private Instant latest = Instant.EPOCH;

    RunIds(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The name of a new run.
     *
     * @param remembered the newest run that is remembered, also from before a restart or by another process
     */
    synchronized RunId next(Optional<RunId> remembered) {
        Instant before = remembered.map(RunIds::moment).orElse(Instant.EPOCH);
        Instant last = latest.isAfter(before) ? latest : before;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        latest = now.isAfter(last) ? now : last.plusMillis(1);
        return new RunId(FORMAT.format(latest));
    }

    private static Instant moment(RunId run) {
        try {
            return FORMAT.parse(run.value(), Instant::from);
        } catch (DateTimeParseException foreign) {
            return Instant.EPOCH;
        }
    }
}
