package io.atoll.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    private static final List<String> INSTANCES = List.of("git~demo", "git~prod", "jira~prod", "octopus~main");

    @Test
    void guessesNamesWithFewSlips() {
        assertThat(Spelling.guesses("git~dmo", INSTANCES)).containsExactly("git~demo");
        assertThat(Spelling.guesses("OCTOPUS~MAIN", INSTANCES)).containsExactly("octopus~main");
        assertThat(Spelling.guesses("fiel", List.of("file", "token"))).containsExactly("file");
    }

    @Test
    void guessesNamesThatContainWhatWasWritten() {
        assertThat(Spelling.guesses("prod", INSTANCES)).containsExactly("git~prod", "jira~prod");
        assertThat(Spelling.guesses("~", List.of("a~a", "b~b", "c~c", "d~d"))).containsExactly("a~a", "b~b", "c~c");
    }

    @Test
    void guessesNothingWhereNothingIsNear() {
        assertThat(Spelling.guesses("kubernetes", INSTANCES)).isEmpty();
        assertThat(Spelling.guesses("x", List.of())).isEmpty();
    }

    @Test
    void hintsAtTheNearestAndNamesAll() {
        assertThat(Spelling.hint("pahts", List.of("urls", "paths")))
                .isEqualTo("; did you mean 'paths'? known: paths, urls");
        assertThat(Spelling.hint("kubernetes", List.of("urls", "paths"))).isEqualTo("; known: paths, urls");
        assertThat(Spelling.hint("x", List.of())).isEqualTo("; none is known");
    }
}
