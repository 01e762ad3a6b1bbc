package io.atoll.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Instant START = Instant.parse("2026-01-01T22:00:00Z");

    @Test
    void splitsWithoutGapsAndOverlaps() {
        var window = new Window(START, START.plus(Duration.ofHours(5)));

        assertThat(window.split(Duration.ofHours(2)))
                .containsExactly(
                        new Window(START, START.plus(Duration.ofHours(2))),
                        new Window(START.plus(Duration.ofHours(2)), START.plus(Duration.ofHours(4))),
                        new Window(START.plus(Duration.ofHours(4)), window.until()));
        assertThat(new Window(START, START).split(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void namesTheDaysThatItTouches() {
        assertThat(new Window(START, START.plus(Duration.ofHours(2))).days()).containsExactly(LocalDate.of(2026, 1, 1));
        assertThat(new Window(START, START.plus(Duration.ofHours(3))).days())
                .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2));
        assertThat(new Window(START, START).days()).isEmpty();
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> new Window(START, START.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(START, START).split(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
