package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.pipeline.Catalog.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of the log go where the record of the integration says, without secrets. */
@Timeout(60)
class ShownLogTest {

    private static final LogLine LINE = new LogLine(
            Instant.parse("2026-11-22T04:00:00.5Z"),
            "WARNING",
            "cloned https://me:hunter2@git.example/x",
            Map.of("traceback", "at ghp_" + "a".repeat(36)));

    @Test
    void appendsMaskedLines() throws Exception {
        try (var bench = new Bench()) {
            bench.port.always(
                    "GET /v1/integration/mini-1",
                    Answer.ok("{\"integration\":{\"logAttributes\":{\"ingestUrl\":\"" + bench.port.url()
                            + "/logs/mini-1\"}}}"));
            bench.port.always("POST /logs/mini-1", Answer.ok("{}"));

            bench.installation.log(List.of(LINE));

            assertThat(bench.port.calls("POST /logs/mini-1").getLast().body())
                    .isEqualTo(json("{'logs':[{'message':'cloned [REDACTED]','level':'WARNING',"
                            + "'timestamp':'2026-11-22T04:00:00.500000Z','extra':{'traceback':'at [REDACTED]'}}]}"));
        }
    }

    @Test
    void sendsNothingWhereNoLogsAreWanted() throws Exception {
        try (var bench = new Bench()) {
            bench.port.always("GET /v1/integration/mini-1", Answer.ok("{\"integration\":{}}"));

            bench.installation.log(List.of(LINE));

            assertThat(bench.port.calls()).hasSize(1);
        }
    }
}
