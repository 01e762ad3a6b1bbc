package io.atoll.admin.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Slows down whoever guesses passwords, by the address that the guesses come from, and by the user that they are for.
 *
 * <p>The first failures cost nothing; each further one doubles a pause in which no try of that address, or for that user, is even looked at,
 * up to a limit. A pause ends by itself, tries during it do not prolong it, and a success or a quiet time wipes the slate. A user has more
 * failures free than an address, so that one stranger does not keep others out; nor do many strangers keep a user out who comes from
 * where a try for that user succeeded before.
 */
final class Throttle {

    static final int FREE_FAILURES = 5;
    static final int FREE_FAILURES_OF_A_USER = 20;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private static final int MOST = 1000;

    private final InstantSource clock;
    private final Slates addresses = new Slates();
    private final Slates users = new Slates();
    private final Set<Home> homes =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Home, Boolean> eldest) {
                    return size() > MOST;
                }
            }));

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes a try for nobody in particular. */
    Attempt attempt(String address, BooleanSupplier check) {
        return attempt(address, new Slate(), check);
    }

    /**
     * Makes a try, unless its address or its user has to pause. Tries of one address, and for one user, are made one after another, so that
     * none slips by.
     *
     * @param user who exists; all who do not share a name
     */
    Attempt attempt(String address, String user, BooleanSupplier check) {
        Home home = new Home(user, address);
        Attempt attempt = attempt(address, homes.contains(home) ? new Slate() : users.of(user), check);
        if (attempt instanceof Attempt.Passed) {
            homes.add(home);
        }
        return attempt;
    }

    private Attempt attempt(String address, Slate ofUser, BooleanSupplier check) {
        Slate ofAddress = addresses.of(address);
        synchronized (ofAddress) {
            synchronized (ofUser) {
                Instant now = clock.instant();
                Duration pause = longer(ofAddress.pause(now), ofUser.pause(now));
                if (pause.isPositive()) {
                    return new Attempt.Paused(pause);
                }
                if (check.getAsBoolean()) {
                    ofAddress.wipe();
                    ofUser.wipe();
                    return new Attempt.Passed();
                }
                ofAddress.failed(now, FREE_FAILURES);
                ofUser.failed(now, FREE_FAILURES_OF_A_USER);
                return new Attempt.Failed();
            }
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Where a user has come from. */
    private record Home(String user, String address) {}

    /** The slates in use, of which the one unused for longest is forgotten if there are too many. */
    private static final class Slates {

        private final Map<String, Slate> byName = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Slate> eldest) {
                return size() > MOST;
            }
        };

        synchronized Slate of(String name) {
            return byName.computeIfAbsent(name, key -> new Slate());
        }
    }

    /** The failures of an address or a user; guarded by itself. */
    private static final class Slate {

        private int failures;
        private Instant lastFailure = Instant.EPOCH;
        private Instant pausedUntil = Instant.EPOCH;

        Duration pause(Instant now) {
            if (lastFailure.plus(FORGOTTEN_AFTER).isBefore(now)) {
                wipe();
            }
            return Duration.between(now, pausedUntil);
        }

        void failed(Instant now, int free) {
            failures++;
            lastFailure = now;
            if (failures >= free) {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - free, 20));
                pausedUntil = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            }
        }

        void wipe() {
            failures = 0;
            lastFailure = Instant.EPOCH;
            pausedUntil = Instant.EPOCH;
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
