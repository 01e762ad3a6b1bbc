package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which steps a run tells of. */
class TracingTest {

    private final World world = new World();
    private final List<String> over = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final List<String> entered = new CopyOnWriteArrayList<>();

    /** A step that is noted with those that it is part of. */
    private final class Noted implements Step {

        private final String path;

        Noted(String path) {
            this.path = path;
        }

        @Override
        public Step begin(String name, Map<String, String> attributes) {
            return new Noted(path + " > " + name);
        }

        @Override
        public void failed(String reason) {
            failed.add(path);
        }

        @Override
        public void close() {
            over.add(path);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    @AfterEach
    void stop() {
        world.engine.stop();
    }

    @Test
    void tellsOfKindsPagesAndBulks() throws Exception {
        world.tracer = (name, attributes) -> new Noted(name);
        world.sources.put("thing", World.names("a", "b"));
        world.beforeWrite = () -> entered.add(String.valueOf(Tracer.current()));

        world.run();

        assertThat(over)
                .containsExactlyInAnyOrder("run > kind > page", "run > kind > bulk", "run > kind", "run")
                .endsWith("run > kind", "run");
        assertThat(entered).containsExactly("run > kind > bulk");
        assertThat(failed).isEmpty();
        assertThat(Tracer.current()).isSameAs(Step.NONE);
    }

    /** Asks the third party something, on another thread as a fan-out does. */
    private static void request() throws InterruptedException {
        Thread thread = Thread.ofVirtual()
                .start(() -> Tracer.current().begin("request", Map.of()).close());
        thread.join();
    }

    @Test
    void tellsOfRequestsAsPartsOfThePageThatTheyRead() throws Exception {
        world.tracer = (name, attributes) -> new Noted(name);
        world.sources.put("thing", sink -> {
            request();
            request();
            sink.page("", List.of(World.thing("a")), null);
            try (var within = Tracer.enter(sink.reading("part"))) {
                request();
                sink.page("part", List.of(World.thing("b")), null);
                request();
            }
            sink.ended("part", "it broke off");
            sink.ended("", null);
            return World.WHOLE;
        });

        world.run();

        assertThat(over)
                .filteredOn(path -> !path.contains("bulk"))
                .containsExactlyInAnyOrder(
                        "run > kind > page > request",
                        "run > kind > page > request",
                        "run > kind > page",
                        "run > kind > page > request",
                        "run > kind > page",
                        "run > kind > page > request",
                        "run > kind > page",
                        "run > kind",
                        "run");
        assertThat(failed).containsExactly("run > kind > page");
        assertThat(Tracer.current()).isSameAs(Step.NONE);
    }

    @Test
    void keepsNothingOfRequestsThatAreNotTraced() throws Exception {
        var seen = new CopyOnWriteArrayList<Step>();
        world.sources.put("thing", sink -> {
            seen.add(Tracer.current());
            seen.add(sink.reading("part"));
            return World.WHOLE;
        });

        world.run();

        assertThat(seen).containsExactly(Step.NONE, Step.NONE);
    }

    @Test
    void saysWhatFailed() throws Exception {
        world.tracer = (name, attributes) -> new Noted(name);
        world.listingBreaks = true;

        world.run();

        assertThat(failed).containsExactly("run");
        assertThat(over).containsExactly("run");
    }
}
