package io.atoll.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a time, for servers that give so much of it at once.
 *
 * @param from its beginning
 * @param until its end, which is not in it
 */
public record Window(Instant from, Instant until) {

    /** Refuses an end before the beginning. */
    public Window {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a window cannot end at " + until + " before it begins at " + from);
        }
    }

    /** This window in parts of a length, in order, the last one being shorter if need be; none if it is empty. */
    public List<Window> split(Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("the length of a window is longer than none");
        }
        List<Window> parts = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); start = start.plus(length)) {
            Instant end = start.plus(length);
            parts.add(new Window(start, end.isBefore(until) ? end : until));
        }
        return parts;
    }

    /** The days in UTC that it touches, in order. */
    public List<LocalDate> days() {
        if (from.equals(until)) {
            return List.of();
        }
        LocalDate last = until.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate();
        return from.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .datesUntil(last.plusDays(1))
                .toList();
    }
}
