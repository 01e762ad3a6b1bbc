package io.atoll.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import io.atoll.test.container.Container;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a collector is told, by real HTTP. */
@Timeout(120)
class OtlpTracerTest {

    private Collector collector;
    private OtlpTracer tracer;

    @BeforeEach
    void begin() throws Exception {
        collector = new Collector();
        tracer = tracer(100);
    }

    @AfterEach
    void end() throws Exception {
        tracer.close();
        collector.close();
    }

    private OtlpTracer tracer(int percent) {
        return new OtlpTracer(
                new Export(
                        OtlpTracer.address(collector.endpoint() + "/"),
                        "Bearer collect",
                        new Otlp("atoll-test", "1.2.3")),
                percent);
    }

    private JsonNode awaited(String name) {
        return Container.await(() -> collector.span(name));
    }

    @Test
    void stepsAreTiedToWhatTheyArePartOf() {
        try (Step run = tracer.begin("run", Map.of("run", "r1", "integration", "git~demo"))) {
            try (Step kind = run.begin("kind", Map.of("kind", "repo-0"))) {
                Step page = kind.begin("page", Map.of("partition", "a"));
                try (var within = Tracer.enter(page);
                        var read = new ThirdParties(true).begin("GET", "api.example.com", "/items", 1)) {
                    assertThat(read.headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
                    read.answered(429);
                }
                try (Step bulk = kind.begin("bulk", Map.of("entities", "20"));
                        Step request = bulk.begin("request", Map.of())) {
                    assertThat(request).isNotSameAs(Step.NONE);
                }
                page.close();
            }
        }

        JsonNode run = awaited("run");
        JsonNode kind = awaited("kind");
        assertThat(run.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(run.path("spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(run.has("parentSpanId")).isFalse();
        assertChild(kind, run);
        assertChild(awaited("page"), kind);
        assertChild(awaited("bulk"), kind);
        List<JsonNode> requests = collector.spans().stream()
                .filter(span -> span.path("name").asText().equals("request"))
                .toList();
        assertThat(requests).hasSize(2);
        assertChild(requests.getFirst(), awaited("page"));
        assertThat(requests.getFirst().toString())
                .contains("api.example.com", "atoll.status", "429", "answered with 429");
        assertChild(requests.getLast(), awaited("bulk"));
        assertThat(requests).allMatch(request -> request.path("kind").asInt() == 3);
        assertThat(run.path("attributes").findValuesAsText("key"))
                .containsExactlyInAnyOrder("atoll.run", "atoll.integration");
        assertThat(run.path("endTimeUnixNano").asLong())
                .isGreaterThanOrEqualTo(run.path("startTimeUnixNano").asLong());
        assertThat(collector.resource().toString()).contains("service.name", "atoll-test", "1.2.3");
        assertThat(collector.authorizations()).containsOnly("Bearer collect");
    }

    private static void assertChild(JsonNode child, JsonNode parent) {
        assertThat(child.path("traceId")).isEqualTo(parent.path("traceId"));
        assertThat(child.path("parentSpanId")).isEqualTo(parent.path("spanId"));
    }

    @Test
    void aFailureIsAnErrorWithoutSecrets() {
        Step run = tracer.begin("run", Map.of());
        run.failed("refused at https://joe:secret@example.com/");
        run.close();
        run.close();

        assertThat(awaited("run").at("/status/code").asInt()).isEqualTo(2);
        assertThat(awaited("run").at("/status/message").asText()).isEqualTo("refused at [REDACTED]");
        assertThat(collector.spans()).hasSize(1);
    }

    @Test
    void whatIsNotSampledCostsNothing() throws Exception {
        try (var none = new Closing(tracer(0))) {
            Step step = none.tracer().begin("run", Map.of());

            assertThat(step).isSameAs(Step.NONE);
            assertThat(step.begin("kind", Map.of())).isSameAs(Step.NONE);
        }
        assertThat(Tracer.NONE.begin("run", Map.of())).isSameAs(Step.NONE);
    }

    private record Closing(OtlpTracer tracer) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            tracer.close();
        }
    }

    @Test
    void goesOnAsSoonAsTheCollectorTakesTracesAgain() {
        collector.answers(503);
        tracer.begin("lost", Map.of()).close();
        Container.await(() -> collector.authorizations().isEmpty() ? Optional.empty() : Optional.of(true));
        collector.answers(200);
        tracer.begin("kept", Map.of()).close();

        assertThat(awaited("kept")).isNotNull();
        assertThat(collector.span("lost")).isEmpty();
    }

    @Test
    void neverHoldsUpARunWhenNobodyIsThere() {
        collector.close();
        for (int i = 0; i < 100_000; i++) {
            tracer.begin("run", Map.of()).close();
        }

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(OtlpTracer.address("https://otel.example.com/v1/traces")).hasPath("/v1/traces");
        for (String wrong : new String[] {"", "otel", "ftp://host", "http://a b"}) {
            assertThatThrownBy(() -> OtlpTracer.address(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("endpoint: it");
        }
    }
}
