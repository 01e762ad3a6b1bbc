package io.atoll.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Entity.Ref;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sets of names that outgrow the memory. */
class NamesTest {

    private static final int MANY = 3 * Names.IN_MEMORY;

    private final FakeReconciler reconciler = new FakeReconciler();

    @AfterEach
    void everyComparisonIsClosed() {
        assertThat(reconciler.open()).isZero();
    }

    @Test
    void containWhatWasAddedHoweverOftenTheyAreAsked() {
        try (var names = new Names(reconciler)) {
            IntStream.range(0, MANY).forEach(number -> names.add(name(number)));

            for (int round = 0; round < 3; round++) {
                assertThat(IntStream.range(0, MANY)).allMatch(number -> names.contains(name(number)));
                assertThat(IntStream.range(MANY, 2 * MANY)).noneMatch(number -> names.contains(name(number)));
            }
        }
    }

    @Test
    void candidatesAreAllGivenAgain() {
        try (var candidates = new Candidates(reconciler)) {
            IntStream.range(0, MANY).forEach(number -> candidates.add(name(number)));

            var given = new HashSet<Ref>();
            candidates.each(given::add);
            assertThat(given).hasSize(MANY);
        }
    }

    @Test
    void fewNeedNoFile() {
        try (var names = new Names(reconciler);
                var candidates = new Candidates(reconciler)) {
            IntStream.range(0, Names.IN_MEMORY).forEach(number -> {
                names.add(name(number));
                candidates.add(name(number));
            });

            assertThat(reconciler.open()).isZero();
        }
    }

    private static Ref name(int number) {
        return new Ref("thing", "n" + number);
    }
}
