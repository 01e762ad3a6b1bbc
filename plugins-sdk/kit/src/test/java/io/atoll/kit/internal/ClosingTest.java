package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls whose client is closed while they wait. */
@Timeout(120)
class ClosingTest {

    private final Standstill time = new Standstill();
    private final Budgets budgets = new Budgets(time);
    private final OpenedClients clients =
            new OpenedClients(budgets, List.of("127.0.0.0/8"), List.of(), Proxies.of(Map.of()));

    @AfterEach
    void close() {
        clients.close();
    }

    /** A clock by which no pause is ever over. */
    private static final class Standstill implements Time {

        private final CountDownLatch waits = new CountDownLatch(1);

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration uptime() {
            return Duration.ofHours(1);
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nobody could end this");
        }

        @Override
        public void sleep(Duration duration, CountDownLatch end) throws InterruptedException {
            waits.countDown();
            end.await();
        }
    }

    private static FutureTask<Throwable> failure(Callable<?> call) {
        var failure = new FutureTask<Throwable>(() -> {
            try {
                call.call();
                return new AssertionError("it did not fail");
            } catch (Exception e) {
                return e;
            }
        });
        Thread.ofVirtual().start(failure);
        return failure;
    }

    private static void requireTold(FutureTask<Throwable> failure) throws Exception {
        assertThat(failure.get(60, TimeUnit.SECONDS))
                .isInstanceOf(Unavailable.class)
                .hasMessageEndingWith("the client was closed, because its configuration changed or the platform stops;"
                        + " it is called again later");
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void aPauseBeforeTheNextAttemptEnds(int status) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(status, ""))) {
            Http http = clients.open(Server.at(server.base()));
            FutureTask<Throwable> failure = failure(() -> http.json(Call.get("x")));
            time.waits.await();

            http.close();

            requireTold(failure);
            assertThat(server.requests).hasSize(1);
            assertThat(budgets.all()).isEmpty();
        }
    }

    @Test
    void whoWaitsForAPlaceGoesAndWhoHasOneToo() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var server = FakeServer.answering(request -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return json("{}");
        })) {
            Http http = clients.open(
                    Server.at(server.base()).rates(RateLimit.standard().concurrency(1)));
            FutureTask<Throwable> running = failure(() -> http.json(Call.get("x")));
            asked.await();
            FutureTask<Throwable> waiting = failure(() -> http.json(Call.get("y")));
            while (http.quotas().getFirst().waiting() == 0) {
                Thread.onSpinWait();
            }

            http.close();

            requireTold(waiting);
            requireTold(running);
            assertThat(server.asked()).containsExactly("GET /x");
            never.countDown();
        }
    }

    @Test
    void nothingIsSentAfterwards() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            Http http = clients.open(Server.at(server.base()));
            http.close();

            assertThatThrownBy(() -> http.json(Call.get("x")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageStartingWith("GET " + server.base() + "/x: the client was closed");
            assertThat(server.requests).isEmpty();
        }
    }
}
