package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.internal.Throttle.Attempt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

    private final FakeClock clock = new FakeClock();
    private final Throttle throttle = new Throttle(clock);

    private Attempt guess() {
        return throttle.attempt("10.0.0.1", () -> false);
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            guess();
        }
    }

    private Duration pause() {
        return throttle.attempt("10.0.0.1", () -> false) instanceof Attempt.Paused paused
                ? paused.remaining()
                : Duration.ZERO;
    }

    @Test
    void letsTheFirstMistakesPass() {
        guess(Throttle.FREE_FAILURES - 1);

        assertThat(throttle.attempt("10.0.0.1", () -> true)).isInstanceOf(Attempt.Passed.class);
    }

    @Test
    void doesNotEvenLookAtATryDuringThePause() {
        guess(Throttle.FREE_FAILURES);
        AtomicInteger looks = new AtomicInteger();

        Attempt attempt = throttle.attempt("10.0.0.1", () -> looks.incrementAndGet() > 0);

        assertThat(attempt).isEqualTo(new Attempt.Paused(Throttle.FIRST_PAUSE));
        assertThat(looks).hasValue(0);
    }

    @Test
    void doublesThePauseUpToTheLongest() {
        guess(Throttle.FREE_FAILURES);
        Duration expected = Throttle.FIRST_PAUSE;

        for (int i = 0; i < 40; i++) {
            assertThat(pause()).isEqualTo(expected);
            clock.advance(expected);
            assertThat(guess()).isInstanceOf(Attempt.Failed.class);
            expected = expected.multipliedBy(2);
            expected = expected.compareTo(Throttle.LONGEST_PAUSE) < 0 ? expected : Throttle.LONGEST_PAUSE;
        }
    }

    @Test
    void cannotBeLockedForEverByTryingOnAndOn() {
        guess(200);
        Duration pause = pause();

        clock.advance(pause.minusMillis(1));
        assertThat(throttle.attempt("10.0.0.1", () -> true)).isInstanceOf(Attempt.Paused.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(throttle.attempt("10.0.0.1", () -> true)).isInstanceOf(Attempt.Passed.class);
    }

    @Test
    void beginsAnewAfterASuccess() {
        guess(Throttle.FREE_FAILURES);
        clock.advance(Throttle.FIRST_PAUSE);
        throttle.attempt("10.0.0.1", () -> true);

        guess(Throttle.FREE_FAILURES - 1);

        assertThat(pause()).isZero();
    }

    @Test
    void forgetsAfterAQuietTime() {
        guess(Throttle.FREE_FAILURES);
        clock.advance(Throttle.FORGOTTEN_AFTER.plusSeconds(1));

        guess(Throttle.FREE_FAILURES - 1);

        assertThat(pause()).isZero();
    }

    @Test
    void makesNobodyElsePause() {
        guess(Throttle.FREE_FAILURES);

        assertThat(throttle.attempt("10.0.0.2", () -> true)).isInstanceOf(Attempt.Passed.class);
    }

    @Test
    void makesAUserPauseWhomManyStrangersAreAfter() {
        strangersGuess();

        assertThat(throttle.attempt("10.0.0.3", "ada", () -> true)).isInstanceOf(Attempt.Paused.class);
        assertThat(throttle.attempt("10.0.0.3", "bob", () -> true)).isInstanceOf(Attempt.Passed.class);
    }

    @Test
    void letsAUserInFromWhereItCameInBeforeHoweverManyStrangersGuess() {
        throttle.attempt("10.0.0.2", "ada", () -> true);
        strangersGuess();

        assertThat(throttle.attempt("10.0.0.2", "ada", () -> true)).isInstanceOf(Attempt.Passed.class);
        assertThat(throttle.attempt("10.0.0.3", "ada", () -> true))
                .as("that does not make room for strangers")
                .isInstanceOf(Attempt.Paused.class);
        assertThat(throttle.attempt("10.0.0.2", "bob", () -> true)).isInstanceOf(Attempt.Passed.class);
    }

    @Test
    void makesAnAddressPauseFromWhichAUserCameIn() {
        throttle.attempt("10.0.0.2", "ada", () -> true);
        for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
            throttle.attempt("10.0.0.2", "ada", () -> false);
        }

        assertThat(throttle.attempt("10.0.0.2", "ada", () -> true)).isInstanceOf(Attempt.Paused.class);
    }

    private void strangersGuess() {
        for (int i = 0; i < Throttle.FREE_FAILURES_OF_A_USER; i++) {
            throttle.attempt("10.0.1." + i, "ada", () -> false);
        }
    }

    @Test
    void saysWholeSecondsToWait() {
        assertThat(new Attempt.Paused(Duration.ofMillis(1)).seconds()).isEqualTo(1);
        assertThat(new Attempt.Paused(Duration.ofMillis(1001)).seconds()).isEqualTo(2);
    }
}
