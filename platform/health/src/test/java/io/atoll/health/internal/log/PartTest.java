package io.atoll.health.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {

    private static final List<Integer> FIVE = List.of(0, 1, 2, 3, 4);

    @Test
    void eachPartSaysWhereTheNextBeginsUntilTheLast() throws Exception {
        Slice<Integer> first = Part.of(2, null).of(FIVE);
        Slice<Integer> second = Part.of(2, first.next().orElseThrow()).of(FIVE);
        Slice<Integer> third = Part.of(2, second.next().orElseThrow()).of(FIVE);

        assertThat(first.items()).containsExactly(0, 1);
        assertThat(second.items()).containsExactly(2, 3);
        assertThat(third.items()).containsExactly(4);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void aPartThatHoldsAllIsTheLast() throws Exception {
        assertThat(Part.of(5, null).of(FIVE).next()).isEmpty();
        assertThat(Part.of(5, "9").of(FIVE).items()).isEmpty();
    }

    @Test
    void noMoreIsMadeThanIsNeededToKnowWhetherThereIsMore() throws Exception {
        var made = new AtomicInteger();

        Part.of(2, null).of(IntStream.range(0, 1000).mapToObj(i -> made.incrementAndGet()));

        assertThat(made).hasValue(3);
    }

    @Test
    void whatTheListHasNotGivenIsNoPlaceInIt() {
        assertThatThrownBy(() -> Part.of(2, "x")).isInstanceOf(Refused.class).hasMessageContaining("cursor");
        assertThatThrownBy(() -> Part.of(0, null)).isInstanceOf(Refused.class).hasMessageContaining("limit");
    }
}
