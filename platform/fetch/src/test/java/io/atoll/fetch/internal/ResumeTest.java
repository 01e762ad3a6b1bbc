package io.atoll.fetch.internal;

import static io.atoll.fetch.internal.Pages.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.fetch.internal.Call.End;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a provider says where reading goes on, and what is not read again. */
@Timeout(60)
class ResumeTest {

    private final Pages pages = new Pages();
    private final Gaps gaps = new Gaps("a test");

    @Test
    void thePlaceToResumeAtGoesWithTheLastPieceOfAPage() throws Exception {
        call(Progress.NONE, true, sink -> {
            sink.emit(records(1_201), "p2");
            sink.emit(records(1_000), "p3");
            sink.emit(records(1));
        });

        assertThat(pages.places())
                .containsExactly(
                        ": 500 then null",
                        ": 500 then null",
                        ": 201 then p2",
                        ": 500 then null",
                        ": 500 then p3",
                        ": 1 then null");
    }

    @Test
    void anEmptyPageMayMoveThePlaceToResumeAt() throws Exception {
        call(Progress.NONE, true, sink -> {
            sink.emit(List.of(), "p2");
            sink.partition("one", part -> part.emit(List.of(), "q2"));
        });

        assertThat(pages.places()).containsExactly(": 0 then p2", "one: 0 then q2");
    }

    @Test
    void aPlaceToResumeAtIsNotTheDataItself() throws Exception {
        call(Progress.NONE, true, sink -> sink.emit(records(1), "x".repeat(65_536)));
        End end = call(Progress.NONE, true, sink -> sink.emit(records(1), "é".repeat(32_769)));

        assertThat(pages.arrived()).containsExactly(": 1");
        assertThat(((End.Threw) end).failure())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a place to resume at has at most 65536 bytes, but this has 65538;"
                        + " it is to tell where reading goes on, not what was read");
    }

    @Test
    void eachPartitionGoesOnWhereItWas() throws Exception {
        var places = new ArrayList<Optional<String>>();
        call(Before.stoppedAt(Map.of("", "p7", "one", "a3", "one/inner", "z9")), true, sink -> {
            places.add(sink.resumeAt());
            sink.partition("one", part -> {
                places.add(part.resumeAt());
                part.partition("inner", inner -> places.add(inner.resumeAt()));
            });
            sink.partition("two", part -> places.add(part.resumeAt()));
        });

        assertThat(places).containsExactly(Optional.of("p7"), Optional.of("a3"), Optional.of("z9"), Optional.empty());
    }

    @Test
    void aCompletePartitionIsNotReadAgain() throws Exception {
        call(Before.completed("one", "two/inner"), true, sink -> {
            sink.partition("one", part -> part.emit(records(1)));
            sink.partition("two", part -> {
                part.emit(records(2));
                part.partition("inner", inner -> inner.emit(records(3)));
            });
        });

        assertThat(pages.arrived()).containsExactly("two: 2");
        assertThat(pages.ended()).containsExactly("two: whole");
    }

    @Test
    void whatIsOutsideOfPartitionsIsDealtWithOnce() throws Exception {
        call(Before.completed(""), true, sink -> {
            sink.emit(records(1), "p2");
            sink.unreadable(JsonNodeFactory.instance.objectNode(), "damaged");
            sink.partition("failed before", part -> part.emit(records(2)));
        });

        assertThat(pages.arrived()).containsExactly("failed before: 2");
    }

    @Test
    void whereSeveralProvidersReadAKindOnlyTheirPartitionsAreGoneOnWith() throws Exception {
        var places = new ArrayList<Optional<String>>();
        var before = new Before(Set.of("", "one"), Map.of("", "p7", "two", "a3"), Optional.empty());
        call(before, false, sink -> {
            places.add(sink.resumeAt());
            sink.emit(records(1), "p2");
            sink.partition("one", part -> part.emit(records(2)));
            sink.partition("two", part -> {
                places.add(part.resumeAt());
                part.emit(records(3), "a4");
            });
        });

        assertThat(places).containsExactly(Optional.empty(), Optional.of("a3"));
        assertThat(pages.places()).containsExactly(": 1 then null", "two: 3 then a4");
    }

    @Test
    void theSecondPartitionOfANameIsADefect() throws Exception {
        call(Before.completed("old"), true, sink -> {
            sink.partition("one", part -> part.emit(records(1)));
            sink.partition("one", part -> part.emit(records(2)));
            sink.partition("old", part -> part.emit(records(3)));
            sink.partition("old", part -> part.emit(records(4)));
            sink.partition("two", part -> part.partition("one", inner -> inner.emit(records(5))));
        });

        assertThat(pages.arrived()).containsExactly("one: 1", "two/one: 5");
        assertThat(gaps.all()).extracting(Gap::partition).containsExactly("", "");
        assertThat(gaps.all().getFirst().reason())
                .contains("the integration has a defect", "partition 'one' was begun twice");
        assertThat(gaps.all().getLast().reason()).contains("partition 'old' was begun twice");
    }

    private End call(Progress progress, boolean oneProvider, RecordSink.PartitionReader reader)
            throws InterruptedException {
        var reading = new KindReading(progress, pages, gaps, oneProvider);
        return new Call("test", call -> reader.read(new CallSink(call, reading, ""))).await();
    }
}
