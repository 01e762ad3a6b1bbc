package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    private static final List<String> NAMES = List.of("git~demo", "git~prod", "jira~prod", "octopus~main");

    @Test
    void findsWhatWasMistyped() {
        assertThat(NearestNames.nearest("git~dmo", NAMES)).containsExactly("git~demo");
        assertThat(NearestNames.nearest("OCTOPUS~MAIN", NAMES)).containsExactly("octopus~main");
    }

    @Test
    void findsWhatWasCut() {
        assertThat(NearestNames.nearest("prod", NAMES)).containsExactly("git~prod", "jira~prod");
    }

    @Test
    void proposesNothingWhereNothingIsNear() {
        assertThat(NearestNames.hint("kubernetes", NAMES)).isEmpty();
    }

    @Test
    void proposesThreeAtMost() {
        assertThat(NearestNames.hint("~", List.of("a~a", "b~b", "c~c", "d~d")))
                .isEqualTo("; did you mean a~a or b~b or c~c?");
    }
}
