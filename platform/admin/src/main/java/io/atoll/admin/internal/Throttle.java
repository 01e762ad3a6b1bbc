package io.atoll.admin.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Slows down whoever guesses passwords, by the address that the guesses come from.
 *
 * <p>The first failures cost nothing; each further one doubles a pause in which no try of that address is even looked at, up to a limit.
 * A pause ends by itself, tries during it do not prolong it, and a success or a quiet time wipes the slate.
 */
final class Throttle {

    static final int FREE_FAILURES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private static final int ADDRESSES = 1000;

    private final InstantSource clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes a try, unless its address has to pause; tries are made one after another, so that none slips by. */
    synchronized Attempt attempt(String address, BooleanSupplier check) {
        Instant now = clock.instant();
        Failures past = byAddress.getOrDefault(address, Failures.NONE);
        if (past.lastFailure.plus(FORGOTTEN_AFTER).isBefore(now)) {
            past = Failures.NONE;
        }
        Duration pause = Duration.between(now, past.pausedUntil);
        if (pause.isPositive()) {
            return new Attempt.Paused(pause);
        }
        if (check.getAsBoolean()) {
            byAddress.remove(address);
            return new Attempt.Passed();
        }
        byAddress.put(address, past.failedAt(now));
        return new Attempt.Failed();
    }

    private record Failures(int count, Instant lastFailure, Instant pausedUntil) {

        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH);

        Failures failedAt(Instant now) {
            int failures = count + 1;
            if (failures < FREE_FAILURES) {
                return new Failures(failures, now, now);
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - FREE_FAILURES, 20));
            return new Failures(failures, now, now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
        }
    }

    /** How a try ended. */
    sealed interface Attempt {

        /** The password was right. */
        record Passed() implements Attempt {}

        /** The password was wrong. */
        record Failed() implements Attempt {}

        /**
         * It was not looked at.
         *
         * @param remaining when the next one will be
         */
        record Paused(Duration remaining) implements Attempt {

            /** Whole seconds to wait, at least one: the value of {@code Retry-After}. */
            long seconds() {
                return Math.max(1, remaining.plusMillis(999).toSeconds());
            }
        }
    }
}
