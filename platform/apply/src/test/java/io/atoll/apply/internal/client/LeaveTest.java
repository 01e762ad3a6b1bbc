package io.atoll.apply.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Leave;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaveTest {

    private static final Call WRITE = Call.repeatablePost(
                    Route.of("thing"), FakePort.JSON.createObjectNode().put("a", 1))
            .owning();

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
        bench.port.always("POST /v1/thing", Answer.ok("{\"ok\":true}"));
        bench.port.always("GET /v1/thing", Answer.ok("{\"ok\":true}"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Gives leave so many times, and then none. */
    private static Leave times(int given, Duration each) {
        var asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() > given) {
                throw new CatalogException("another process has taken over", null);
            }
            return each;
        };
    }

    @Test
    void sendsNothingThatWritesWithoutLeave() throws Exception {
        Session guarded = bench.session.guarded(times(0, Duration.ofSeconds(9)));

        assertThatThrownBy(() -> guarded.require(WRITE, Body.OBJECT)).hasMessageContaining("has taken over");
        guarded.require(Call.get(Route.of("thing")), Body.OBJECT);

        assertThat(bench.port.calls("POST /v1/thing")).isEmpty();
        assertThat(bench.port.calls("GET /v1/thing")).hasSize(1);
    }

    @Test
    void asksOnceMoreRightBeforeTheBytesAreSent() {
        Session guarded = bench.session.guarded(times(1, Duration.ofSeconds(9)));

        assertThatThrownBy(() -> guarded.require(WRITE, Body.OBJECT)).hasMessageContaining("has taken over");

        assertThat(bench.port.calls("POST /v1/thing")).isEmpty();
    }

    @Test
    void asksForEachAttempt() {
        bench.port.once("POST /v1/thing", Answer.of(503, "busy"));
        Session guarded = bench.session.guarded(times(2, Duration.ofSeconds(9)));

        assertThatThrownBy(() -> guarded.require(WRITE, Body.OBJECT)).hasMessageContaining("has taken over");

        assertThat(bench.port.calls("POST /v1/thing")).hasSize(1);
    }

    @Test
    void endsARequestThatOutlivesItsLeave() {
        bench.port.always("POST /v1/thing", request -> bench.port.hang());
        Session guarded = bench.session.guarded(times(3, Duration.ofMillis(50)));

        assertThatThrownBy(() -> guarded.require(WRITE, Body.OBJECT)).hasMessageContaining("has taken over");
    }
}
