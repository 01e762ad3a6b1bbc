package io.atoll.fetch.internal;

import static io.atoll.fetch.internal.Pages.records;
import static io.atoll.fetch.internal.Pages.swallow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.fetch.internal.Call.End;
import io.atoll.fetch.internal.Call.Revocation;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.RecordSink;
import io.atoll.test.container.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An incomplete read is never taken for a complete one, whatever the provider does about it. */
@Timeout(60)
class CompletenessTest {

    private final Pages pages = new Pages();
    private final Gaps gaps = new Gaps("a test");
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void eachPartitionTellsItsOwnEndOnly() throws Exception {
        call(sink -> {
            sink.partition("one", part -> {
                part.partition("broken", inner -> {
                    throw new Unavailable("api.example.com answered 503");
                });
                part.partition("sound", inner -> inner.emit(records(1)));
            });
            sink.partition("two", part -> part.emit(records(1)));
        });

        assertThat(pages.ended())
                .containsExactly(
                        "one/broken: api.example.com answered 503", "one/sound: whole", "one: whole", "two: whole");
        assertThat(gaps.of("")).isNull();
        assertThat(gaps.all()).extracting(Gap::partition).containsExactly("one/broken");
    }

    @Test
    void aRefusedPageIsAGapEvenIfTheProviderSwallowsTheRefusal() throws Exception {
        List<JsonNode> bad = List.of(JsonNodeFactory.instance.textNode("x"));

        End end = call(sink -> sink.partition("one", part -> {
            assertThatThrownBy(() -> part.emit(bad)).isInstanceOf(IllegalArgumentException.class);
            part.emit(records(2));
        }));

        assertThat(end).isEqualTo(new End.Returned());
        assertThat(pages.ended())
                .singleElement()
                .asString()
                .startsWith("one: the integration has a defect")
                .contains("element 0 of the page is JSON STRING");
    }

    @Test
    void aPageThatBreaksWhileItIsReadIsAGap() throws Exception {
        Iterable<JsonNode> page = () -> {
            throw new IllegalStateException("the connection was reset");
        };

        call(sink -> assertThatThrownBy(() -> sink.emit(page)).isInstanceOf(IllegalStateException.class));

        assertThat(gaps.of("")).contains("the connection was reset");
    }

    @Test
    void aPageThatWasNotTakenBecauseItsThreadWasInterruptedIsAGap() throws Exception {
        call(waiting(), sink -> {
            Thread helper =
                    Thread.ofVirtual().start(() -> swallow(() -> sink.partition("one", part -> part.emit(records(1)))));
            inside.await();
            helper.interrupt();
            helper.join();
        });

        assertThat(gaps.of(""))
                .contains("the reader of partition 'one' stopped as if interrupted, but nobody cancelled");
        assertThat(pages.ended()).isEmpty();
    }

    @Test
    void aPartitionWhoseThreadsStillPushWhenItsReaderReturnsIsIncomplete() throws Exception {
        call(
                waiting(),
                sink -> sink.partition("one", part -> {
                    Thread.ofVirtual().start(() -> swallow(() -> part.emit(records(1))));
                    inside.await();
                    openOnceClosed(part);
                }));

        assertThat(pages.arrived()).containsExactly("one: 1");
        assertThat(pages.ended())
                .singleElement()
                .asString()
                .contains("the reader of partition 'one' returned while threads of it were still pushing");
    }

    @Test
    void aCallWhoseThreadsStillPushWhenTheProviderReturnsIsIncomplete() throws Exception {
        call(waiting(), sink -> {
            Thread.ofVirtual().start(() -> swallow(() -> sink.partition("one", part -> part.emit(records(1)))));
            inside.await();
            openOnceClosed(sink);
        });

        assertThat(pages.ended()).containsExactly("one: whole");
        assertThat(gaps.of("")).contains("the provider returned while threads of it were still pushing");
    }

    @Test
    void whatComesAfterTheReaderOfAPartitionReturnedIsRefusedAndMakesTheKindIncomplete() throws Exception {
        var kept = new ArrayList<RecordSink>();

        call(sink -> {
            sink.partition("one", kept::add);
            swallow(() -> kept.getFirst().emit(records(1)));
        });

        assertThat(pages.arrived()).isEmpty();
        assertThat(pages.ended()).containsExactly("one: whole");
        assertThat(gaps.of("")).contains("partition 'one' was read already");
    }

    @Test
    void aProviderThatReturnsAfterItSwallowedItsInterruptHasLeft() throws Exception {
        var call = new Call("test", current -> {
            var sink = sink(current, pages);
            sink.partition("one", part -> {
                inside.countDown();
                swallow(open::await);
            });
        });
        var end = Executors.newSingleThreadExecutor().submit(call::await);
        inside.await();

        call.revoke(Revocation.LEFT);
        call.drain(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));

        assertThat(end.get()).isEqualTo(new End.Left(true));
        assertThat(pages.ended()).isEmpty();
    }

    @Test
    void aProviderThatSwallowsTheInterruptOfACancelledRunDoesNotEndIt() throws Exception {
        var thrown = new CompletableFuture<@Nullable Throwable>();
        Thread caller = Thread.ofPlatform()
                .start(() -> thrown.complete(catchThrowable(() -> call(sink -> {
                    inside.countDown();
                    swallow(open::await);
                }))));
        inside.await();

        caller.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    /** Opens the pipeline once a sink refuses even an empty page. */
    private void openOnceClosed(RecordSink sink) {
        Thread.ofVirtual().start(() -> {
            Container.await(() -> Optional.ofNullable(catchThrowable(() -> sink.emit(List.of()))));
            open.countDown();
        });
    }

    private End call(RecordSink.PartitionReader reader) throws InterruptedException {
        return call(pages, reader);
    }

    private End call(PageSink into, RecordSink.PartitionReader reader) throws InterruptedException {
        return new Call("test", call -> {
                    var sink = sink(call, into);
                    reader.read(sink);
                    sink.close();
                })
                .await();
    }

    private CallSink sink(Call call, PageSink into) {
        return new CallSink(call, new KindReading(Progress.NONE, into, gaps, true), "");
    }

    /** Takes a page only once it is opened. */
    private PageSink waiting() {
        return new PageSink() {
            @Override
            public void page(String partition, List<JsonNode> records, @Nullable String resumeAt)
                    throws InterruptedException {
                inside.countDown();
                open.await();
                pages.page(partition, records, resumeAt);
            }

            @Override
            public void unreadable(String partition, JsonNode record, String reason) {
                pages.unreadable(partition, record, reason);
            }

            @Override
            public void ended(String partition, @Nullable String gap) {
                pages.ended(partition, gap);
            }
        };
    }
}
