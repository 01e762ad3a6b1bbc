package io.atoll.trigger.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When something is due. The moments follow from the last one alone, so that they are the same after a restart. */
sealed interface Timetable {

    /** The first moment after another; empty if there is none any more. */
    Optional<Instant> after(Instant last);

    /**
     * The last of the moments that have passed since another one, so that what was missed is caught up once.
     *
     * @return empty if none has
     */
    default Optional<Instant> due(Instant last, Instant now) {
        var due = Optional.<Instant>empty();
        var next = after(last);
        while (next.isPresent() && !next.get().isAfter(now)) {
            due = next;
            next = after(next.get());
        }
        return due;
    }

    /**
     * Again and again.
     *
     * @param interval from one to the next
     */
    record Every(Duration interval) implements Timetable {

        @Override
        public Optional<Instant> after(Instant last) {
            return Optional.of(last.plus(interval));
        }

        @Override
        public Optional<Instant> due(Instant last, Instant now) {
            long passed = Duration.between(last, now).dividedBy(interval);
            return passed < 1 ? Optional.empty() : Optional.of(last.plus(interval.multipliedBy(passed)));
        }
    }

    /** By a calendar, where the time of day is that of a zone. */
    record At(Cron cron, ZoneId zone) implements Timetable {

        @Override
        public Optional<Instant> after(Instant last) {
            return cron.after(last.atZone(zone)).map(next -> next.toInstant());
        }
    }

    /**
     * As another, but something later each time: by chance, and the same chance whenever it is asked.
     *
     * @param most how much later at most
     * @param seed of the chance, another for each instance
     */
    record Late(Timetable other, Duration most, int seed) implements Timetable {

        @Override
        public Optional<Instant> after(Instant last) {
            return other.after(last);
        }

        @Override
        public Optional<Instant> due(Instant last, Instant now) {
            return other.due(last, now)
                    .flatMap(due -> now.isBefore(due.plus(delay(due)))
                            ? other.due(last, due.minusMillis(1))
                            : Optional.of(due));
        }

        private Duration delay(Instant due) {
            long spread = (due.getEpochSecond() ^ ((long) seed << 32)) * 0x9E3779B97F4A7C15L;
            return Duration.ofMillis(Math.floorMod(spread >>> 8, most.toMillis() + 1));
        }
    }
}
