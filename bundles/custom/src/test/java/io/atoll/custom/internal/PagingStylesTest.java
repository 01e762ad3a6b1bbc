package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.custom.internal.Shelf.Fault;
import io.atoll.spi.IntegrationException;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.util.List;
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
                var sink = instance.read("/list", style.selector());

                assertThat(sink.numbers("/id")).as("%d items", length).isEqualTo(numbers(length));
                assertThat(server.requests().size()).isLessThanOrEqualTo(length / Shelf.PAGE + 2);
                assertThat(server.defects()).isEmpty();
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(Style.values())
                .flatMap(style -> Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.NONE)
                        .map(fault -> Arguments.of(style, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isWholeOrIncompleteButNeverSilentlyShort(Style style, Fault fault) throws Exception {
        for (int length : new int[] {10, 20, 35, 40}) {
            try (var server = serving(style, new Shelf(length, fault));
                    var instance = Instance.at(server.address(), folder)) {
                if (fault == Fault.TRUNCATED) {
                    server.fail(io.atoll.tck.Fault.truncated().after(style == Style.WHOLE ? 0 : 1));
                }
                var sink = new RecordedSink();

                boolean whole = true;
                try {
                    instance.read("/list", style.selector(), sink);
                } catch (IntegrationException e) {
                    whole = false;
                    assertThat(e.getMessage()).contains("/list");
                }

                boolean lost = fault == Fault.TOTAL_TOO_LARGE && !style.counts();
                if (whole) {
                    assertThat(sink.numbers("/id"))
                            .as("%d items", length)
                            .containsAll(numbers(lost ? length - 7 : length));
                }
                assertThat(whole || fault != Fault.SHORT_PAGE)
                        .as("a short page is no fault")
                        .isTrue();
                assertThat(server.requests().size()).as("requests").isLessThan(20);
                assertThat(server.defects()).isEmpty();
            }
        }
    }
}
