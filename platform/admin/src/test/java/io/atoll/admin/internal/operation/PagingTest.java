package io.atoll.admin.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of any length, part by part. */
final class PagingTest {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void givesEachItemOnceAndThenNoMore() throws Exception {
        var read = new ArrayList<Integer>();
        Optional<String> next = Optional.of("0");
        while (next.isPresent()) {
            Slice<Integer> part = Paging.of(7, next.get()).of(HUNDRED);
            read.addAll(part.items());
            next = part.next();
        }

        assertThat(read).isEqualTo(HUNDRED);
        assertThat(Paging.of(100, null).of(HUNDRED)).isEqualTo(Slice.whole(HUNDRED));
        assertThat(Paging.of(7, "100").of(HUNDRED)).isEqualTo(Slice.whole(List.of()));
    }

    @Test
    void countsOnlyThoseThatFit() throws Exception {
        Slice<Integer> part = Paging.of(3, "3").<Integer>where(HUNDRED::forEach, item -> item % 10 == 0);

        assertThat(part).isEqualTo(new Slice<>(List.of(30, 40, 50), Optional.of("6")));
    }

    @Test
    void looksNoFurtherThanIsNeededToKnowThatThereIsMore() throws Exception {
        var given = new ArrayList<Integer>();

        Slice<Integer> part = Paging.of(5, "10")
                .<Integer>where(
                        consumer -> HUNDRED.forEach(item -> {
                            given.add(item);
                            consumer.accept(item);
                        }),
                        item -> true);

        assertThat(part.items()).containsExactly(10, 11, 12, 13, 14);
        assertThat(given).hasSize(16);
    }

    @Test
    void refusesWhatNoListHasGiven() {
        assertThatThrownBy(() -> Paging.of(0, null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Paging.of(501, null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Paging.of(5, "-1")).isInstanceOf(Refused.class);
    }
}
