package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.custom.internal.Shelf.Fault;
import io.atoll.spi.IntegrationException;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of turning pages, with each fault: the list is whole, or said to be incomplete. */
@Timeout(180)
class PagingStylesTest {

    /** What is read where nothing goes wrong, by style, length and whether a total counts. */
    private static final Map<List<?>, Outcome> RIGHT = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    private static List<Integer> numbers(int length) {
        return IntStream.range(0, length).boxed().toList();
    }

    private static ThirdParty serving(Style style, Shelf shelf) {
        return ThirdParty.start()
                .on("GET /list", request -> style.page(request, shelf))
                .on("POST /list", request -> style.page(request, shelf));
    }

    @ParameterizedTest
    @EnumSource
    void readsEachItemOnceAndInOrder(Style style) throws Exception {
        for (int length : new int[] {0, 1, 9, 10, 11, 20, 37}) {
            try (var server = serving(style, new Shelf(length, Fault.NONE));
                    var instance = Instance.at(server.address(), folder)) {
                var sink = instance.read("/list", style.selector(style.counts()));

                assertThat(sink.numbers("/id")).as("%d items", length).isEqualTo(numbers(length));
                assertThat(server.requests().size()).isLessThanOrEqualTo(length / Shelf.PAGE + 2);
                assertThat(server.defects()).isEmpty();
            }
        }
    }

    /** Each fault of each style, as the style is and with a total that is declared, too. */
    static Stream<Arguments> cells() {
        return Stream.of(Style.values())
                .flatMap(style -> Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.NONE)
                        .flatMap(fault -> (style.counts() ? Stream.of(true) : Stream.of(false, true))
                                .map(counting -> Arguments.of(style, fault, counting))));
    }

    /** A fault that changed nothing of what is read would prove nothing, so each has to, where it concerns the style at all. */
    @ParameterizedTest
    @MethodSource("cells")
    void isWholeOrIncompleteButNeverSilentlyShort(Style style, Fault fault, boolean counting) throws Exception {
        boolean seen = false;
        for (int length : new int[] {10, 20, 35, 40}) {
            Outcome right = right(style, length, counting);
            Outcome outcome = read(style, new Shelf(length, fault), counting);

            assertThat(right.whole()).isTrue();
            if (outcome.whole()) {
                boolean lost = fault == Fault.TOTAL_TOO_LARGE && !counting;
                assertThat(outcome.items()).as("%d items", length).containsAll(numbers(lost ? length - 7 : length));
            }
            assertThat(outcome.whole() || fault != Fault.SHORT_PAGE)
                    .as("a short page is no fault")
                    .isTrue();
            seen |= !outcome.equals(right);
        }
        assertThat(seen).as("the fault changes what is read").isEqualTo(style.concerns(fault, counting));
    }

    /**
     * What came of a list.
     *
     * @param pages how many items each of its pages had
     * @param items all of them
     * @param whole whether it was said to be whole
     */
    private record Outcome(List<Integer> pages, List<Integer> items, boolean whole) {}

    private Outcome right(Style style, int length, boolean counting) throws Exception {
        var of = List.of(style, length, counting);
        Outcome known = RIGHT.get(of);
        if (known == null) {
            known = read(style, new Shelf(length, Fault.NONE), counting);
            RIGHT.put(of, known);
        }
        return known;
    }

    private Outcome read(Style style, Shelf shelf, boolean counting) throws Exception {
        try (var server = serving(style, shelf);
                var instance = Instance.at(server.address(), folder)) {
            if (shelf.fault() == Fault.TRUNCATED) {
                server.fail(io.atoll.tck.Fault.truncated().after(style == Style.WHOLE ? 0 : 1));
            }
            var sink = new RecordedSink();
            boolean whole = true;
            try {
                instance.read("/list", style.selector(counting), sink);
            } catch (IntegrationException e) {
                whole = false;
                assertThat(e.getMessage()).contains("/list");
            }
            assertThat(server.requests().size()).as("requests").isLessThan(20);
            assertThat(server.defects()).isEmpty();
            return new Outcome(sink.pages(), sink.numbers("/id"), whole);
        }
    }
}
