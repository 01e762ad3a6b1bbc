package io.atoll.trigger.internal;

import io.atoll.pipeline.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody wants a full run: kept until there was one.
 *
 * @param why what was heard, for people
 * @param anew whether a run that was cut off must not be gone on with
 * @param failures how many runs failed already
 * @param notBefore when the next run may begin
 * @param run that was begun for it; empty if none is under way
 * @param asked the last time that somebody had asked the catalog before that run began, if the catalog was asked
 */
record Wish(
        List<String> why, boolean anew, int failures, Instant notBefore, Optional<RunId> run, Optional<Instant> asked) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int REASONS = 5;

    /** Copies the list. */
    Wish {
        why = List.copyOf(why);
    }

    static Wish of(String why, boolean anew) {
        return new Wish(List.of(why), anew, 0, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    /** This one and another together; a run for both begins as soon as it may for one. */
    Wish and(Wish other) {
        var reasons = new ArrayList<>(why);
        other.why.stream()
                .filter(one -> !reasons.contains(one) && reasons.size() < REASONS)
                .forEach(reasons::add);
        return new Wish(
                reasons,
                anew || other.anew,
                other.failures,
                other.notBefore,
                Optional.empty(),
                other.asked.isPresent() ? other.asked : asked);
    }

    Wish begun(RunId by) {
        return new Wish(why, anew, failures, notBefore, Optional.of(by), asked);
    }

    Wish notBegun() {
        return new Wish(why, anew, failures, notBefore, Optional.empty(), asked);
    }

    Wish asked(Instant moment) {
        return new Wish(why, anew, failures, notBefore, run, Optional.of(moment));
    }

    /** After a run that failed: with a pause that grows. */
    Wish again(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return new Wish(
                why,
                true,
                failures + 1,
                now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE),
                Optional.empty(),
                asked);
    }

    String reason() {
        return String.join("; ", why);
    }
}
