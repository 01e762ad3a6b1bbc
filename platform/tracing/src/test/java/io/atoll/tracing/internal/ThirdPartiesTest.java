package io.atoll.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import io.atoll.spi.trace.RequestTracer.Attempt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of requests of integrations. */
class ThirdPartiesTest {

    private final Map<String, String> told = new LinkedHashMap<>();

    /** Notes what it is told. */
    private final class Noting implements Step {

        @Override
        public Step begin(String name, Map<String, String> attributes) {
            told.put("name", name);
            told.putAll(attributes);
            return this;
        }

        @Override
        public void known(String name, String value) {
            told.put(name, value);
        }

        @Override
        public Optional<String> traceparent() {
            return Optional.of("00-a-b-01");
        }

        @Override
        public void failed(String reason) {
            told.put("failed", reason);
        }

        @Override
        public void close() {
            told.put("closed", "");
        }
    }

    private Map<String, String> headers(boolean propagate, int status) {
        try (var within = Tracer.enter(new Noting());
                Attempt attempt = new ThirdParties(propagate).begin("GET", "api.example.com", "/items/*", 2)) {
            attempt.answered(status);
            return attempt.headers();
        }
    }

    @Test
    void areStepsOfWhatTheirThreadWorksFor() {
        assertThat(headers(false, 200)).isEmpty();

        assertThat(told)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "name", "request",
                        "method", "GET",
                        "host", "api.example.com",
                        "path", "/items/*",
                        "attempt", "2",
                        "status", "200",
                        "closed", ""));
    }

    @Test
    void haveFailedIfTheyWereRefused() {
        headers(false, 503);

        assertThat(told).containsEntry("failed", "answered with 503");
    }

    @Test
    void tellOfTheTraceOnlyIfThatIsWanted() {
        assertThat(headers(true, 200)).isEqualTo(Map.of("traceparent", "00-a-b-01"));
    }

    @Test
    void areNothingIfNobodyTracesWhatTheyArePartOf() {
        assertThat(new ThirdParties(true).begin("GET", "h", "/", 1)).isSameAs(Attempt.UNTOLD);
    }
}
