package io.atoll.fetch.internal;

import static io.atoll.fetch.internal.Pages.records;
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
import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a provider may push, and until when. */
@Timeout(60)
class CallSinkTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Pages pages = new Pages();
    private final Gaps gaps = new Gaps("a test");

    @Test
    void cutsLargePages() throws Exception {
        End end = call(pages, sink -> sink.emit(records(1_201)));

        assertThat(end).isEqualTo(new End.Returned());
        assertThat(pages.arrived()).containsExactly(": 500", ": 500", ": 201");
    }

    @Test
    void takesJsonArraysAndEmptyPages() throws Exception {
        call(pages, sink -> {
            sink.emit(JSON.arrayNode().addAll(records(2)));
            sink.emit(List.of());
        });

        assertThat(pages.arrived()).containsExactly(": 2");
    }

    @Test
    void refusesWhatIsNoPageOfObjects() throws Exception {
        assertThat(refusal(JSON.objectNode().put("id", 1))).contains("wrap it: emit(List.of(record))");
        assertThat(refusal(JSON.missingNode()))
                .contains("this is JSON MISSING; does the answer have the expected key?");
        assertThat(refusal(JSON.textNode("x"))).contains("this is JSON STRING");
        assertThat(refusal(List.of(JSON.objectNode(), JSON.textNode("x"))))
                .isEqualTo("a record is a JSON object, but element 1 of the page is JSON STRING");
        assertThat(pages.arrived()).isEmpty();
    }

    @Test
    void readsTheOtherPartitionsAfterOneFailed() throws Exception {
        End end = call(pages, sink -> {
            sink.partition("one", part -> {
                part.emit(records(1));
                throw new Unavailable("api.example.com answered 503");
            });
            sink.partition("two", part -> {
                part.partition("inner", inner -> inner.emit(records(2)));
                part.partition("broken", inner -> {
                    throw new StackOverflowError();
                });
                part.unreadable(JSON.objectNode(), "too large");
            });
        });

        assertThat(end).isEqualTo(new End.Returned());
        assertThat(pages.arrived()).containsExactly("one: 1", "two/inner: 2", "two: {} too large");
        assertThat(gaps.all()).extracting(Gap::partition).containsExactly("one", "two/broken");
        assertThat(gaps.all().getFirst().reason()).isEqualTo("api.example.com answered 503");
        assertThat(gaps.all().getLast().reason()).contains("has a defect: java.lang.StackOverflowError");
    }

    @Test
    void hasWhoReadsAPartitionWorkForItsStep() throws Exception {
        var steps = new ArrayList<Step>();
        call(new Traced(pages), sink -> {
            steps.add(Tracer.current());
            sink.partition("one", part -> {
                steps.add(Tracer.current());
                part.partition("inner", inner -> steps.add(Tracer.current()));
                steps.add(Tracer.current());
            });
            steps.add(Tracer.current());
        });

        assertThat(steps)
                .containsExactly(Step.NONE, new Named("one"), new Named("one/inner"), new Named("one"), Step.NONE);
    }

    /** A step that says of what it is one. */
    private record Named(String partition) implements Step {
        @Override
        public Step begin(String name, Map<String, String> attributes) {
            return this;
        }

        @Override
        public void failed(String reason) {}

        @Override
        public void close() {}
    }

    /** Pages whose partitions are steps. */
    private record Traced(PageSink pages) implements PageSink {
        @Override
        public Step reading(String partition) {
            return new Named(partition);
        }

        @Override
        public void page(String partition, List<JsonNode> records, @Nullable String resumeAt)
                throws InterruptedException {
            pages.page(partition, records, resumeAt);
        }

        @Override
        public void unreadable(String partition, JsonNode record, String reason) throws InterruptedException {
            pages.unreadable(partition, record, reason);
        }

        @Override
        public void ended(String partition, @Nullable String gap) throws InterruptedException {
            pages.ended(partition, gap);
        }
    }

    @Test
    void takesPartitionsFromSeveralThreads() throws Exception {
        End end = call(pages, sink -> {
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    String name = "p" + i;
                    pool.execute(() -> readUninterrupted(sink, name));
                }
            }
        });

        assertThat(end).isEqualTo(new End.Returned());
        assertThat(pages.arrived()).hasSize(40).contains("p0: 500", "p19: 100");
    }

    @Test
    void closesTheSinkOfAPartitionAndOfTheCall() throws Exception {
        var kept = new ArrayList<RecordSink>();
        call(pages, sink -> {
            kept.add(sink);
            sink.partition("one", kept::add);
            assertThatThrownBy(() -> kept.getLast().emit(records(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("partition 'one' was read already");
        });

        assertThatThrownBy(() -> kept.getFirst().emit(records(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the provider has returned");
        assertThat(pages.arrived()).isEmpty();
    }

    @Test
    void interruptsTheProviderWhenTheCallerIsInterrupted() throws Exception {
        var waiting = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var thrown = new CompletableFuture<Throwable>();
        Thread caller = Thread.ofPlatform()
                .start(() -> thrown.complete(catchThrowable(() -> call(pages, sink -> {
                    try {
                        waiting.countDown();
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }))));
        waiting.await();

        caller.interrupt();

        interrupted.await();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void takesNothingFromAProviderThatStaysAfterItLeft() throws Exception {
        var stop = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        var refused = new CountDownLatch(3);
        var call = new Call("test", current -> {
            var sink = new CallSink(current, reading(pages), "");
            sink.emit(records(1));
            while (stop.getCount() > 0) {
                try {
                    waiting.countDown();
                    stop.await();
                    sink.emit(records(2));
                } catch (InterruptedException e) {
                    tryAgain(sink, refused);
                }
            }
        });
        var end = Executors.newSingleThreadExecutor().submit(call::await);
        waiting.await();

        call.revoke(Revocation.LEFT);
        call.drain(System.nanoTime());

        assertThat(end.get()).isEqualTo(new End.Left(false));
        refused.await();
        stop.countDown();
        assertThat(pages.arrived()).containsExactly(": 1");
    }

    @Test
    void interruptsWhoeverPushesIntoAFullPipelineWhenTheProviderLeaves() throws Exception {
        var inside = new CountDownLatch(1);
        var thrown = new CompletableFuture<Throwable>();
        PageSink full = new FullPipeline(inside);
        var call = new Call("test", current -> {
            var sink = new CallSink(current, reading(full), "");
            Thread helper =
                    Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> sink.emit(records(1)))));
            helper.join();
        });
        var end = Executors.newSingleThreadExecutor().submit(call::await);
        inside.await();

        call.revoke(Revocation.LEFT);
        call.drain(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));

        assertThat(end.get()).isEqualTo(new End.Left(true));
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void blamesThePipelineForItsOwnFailures() {
        PageSink broken = new PageSink() {
            @Override
            public void page(String partition, List<JsonNode> records, @Nullable String resumeAt) {
                throw new UnsupportedOperationException("a broken stage");
            }

            @Override
            public void unreadable(String partition, JsonNode record, String reason) {}

            @Override
            public void ended(String partition, @Nullable String gap) {}
        };

        assertThatThrownBy(() -> call(broken, sink -> sink.partition("one", part -> part.emit(records(1)))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(gaps.all()).isEmpty();
    }

    private static void readUninterrupted(RecordSink sink, String partition) {
        try {
            sink.partition(partition, part -> part.emit(records(600)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void tryAgain(RecordSink sink, CountDownLatch refused) {
        for (int i = 0; i < 3; i++) {
            try {
                sink.emit(records(3));
            } catch (InterruptedException e) {
                refused.countDown();
            }
        }
    }

    private KindReading reading(PageSink into) {
        return new KindReading(Progress.NONE, into, gaps, true);
    }

    private String refusal(Iterable<? extends JsonNode> page) throws Exception {
        End end = call(pages, sink -> sink.emit(page));
        assertThat(end).isInstanceOf(End.Threw.class);
        Throwable failure = ((End.Threw) end).failure();
        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        return String.valueOf(failure.getMessage());
    }

    private End call(PageSink pages, RecordSink.PartitionReader reader) throws InterruptedException {
        return new Call("test", call -> reader.read(new CallSink(call, reading(pages), ""))).await();
    }

    /** Takes nothing and lets everybody wait. */
    private record FullPipeline(CountDownLatch inside) implements PageSink {

        @Override
        public void page(String partition, List<JsonNode> records, @Nullable String resumeAt)
                throws InterruptedException {
            inside.countDown();
            new CountDownLatch(1).await();
        }

        @Override
        public void unreadable(String partition, JsonNode record, String reason) {}

        @Override
        public void ended(String partition, @Nullable String gap) {}
    }
}
