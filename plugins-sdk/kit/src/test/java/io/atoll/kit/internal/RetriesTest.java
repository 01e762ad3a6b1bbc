package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a third party is asked again that keeps failing. */
@Timeout(120)
class RetriesTest {

    private final Clients clients = new Clients();
    private final AtomicBoolean dying = new AtomicBoolean(true);
    private final FakeServer server = FakeServer.answering(request -> dying.get() ? Reply.of(503, "") : json("{}"));
    private final Http http = clients.open(server.base());

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private int requestsOfFailingCalls(int calls) {
        int before = server.requests.size();
        for (int i = 0; i < calls; i++) {
            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("was answered with 503");
        }
        return server.requests.size() - before;
    }

    @Test
    void aDyingThirdPartyIsSparedAfterAHundredRepetitions() {
        assertThat(requestsOfFailingCalls(20)).isEqualTo(120);
        assertThat(requestsOfFailingCalls(50)).isEqualTo(50);
    }

    @Test
    void successesGiveRepetitionsBack() throws Exception {
        requestsOfFailingCalls(20);
        dying.set(false);
        for (int i = 0; i < 50; i++) {
            http.json(Call.get("x"));
        }
        dying.set(true);

        assertThat(requestsOfFailingCalls(2)).isEqualTo(7);
    }

    @Test
    void theNextRunHasAllOfThemAgain() {
        requestsOfFailingCalls(20);
        clients.time.advance(Duration.ofMinutes(6));

        assertThat(requestsOfFailingCalls(2)).isEqualTo(12);
    }
}
