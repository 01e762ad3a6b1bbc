package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Quotas.Quota;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.RateLimit.Dialect;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class RateLimitTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    /** How servers tell what is left, and when more comes. */
    enum Told {
        EPOCH_SECONDS("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"),
        SECONDS("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
        DATE("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
        EPOCH_MILLIS("X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"),
        SENTRY("X-Sentry-Rate-Limit-Limit", "X-Sentry-Rate-Limit-Remaining", "X-Sentry-Rate-Limit-Reset"),
        DURATION("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        STRUCTURED("", "", ""),
        OWN("X-Quota-All", "X-Quota-Left", "X-Quota-Ends");

        private final String limit;
        private final String remaining;
        private final String reset;

        Told(String limit, String remaining, String reset) {
            this.limit = limit;
            this.remaining = remaining;
            this.reset = reset;
        }

        Reply headers(Reply reply, int limit, long left, Duration reset, Time time) {
            String until = switch (this) {
                case EPOCH_SECONDS, SENTRY ->
                    Long.toString(time.now().plus(reset).getEpochSecond());
                case SECONDS -> Long.toString(reset.toSeconds());
                case DATE -> time.now().plus(reset).toString();
                case EPOCH_MILLIS, OWN -> Long.toString(time.now().plus(reset).toEpochMilli());
                case DURATION -> reset.toMinutes() + "m" + reset.toSecondsPart() + "s";
                case STRUCTURED -> "";
            };
            return this == STRUCTURED
                    ? reply.with("RateLimit-Policy", "\"p\";q=" + limit + ";w=60")
                            .with("RateLimit", "\"p\";r=" + left + ";t=" + reset.toSeconds())
                    : reply.with(this.limit, limit).with(remaining, left).with(this.reset, until);
        }
    }

    /** A server that allows twenty calls a minute, and refuses the others. */
    @ParameterizedTest
    @EnumSource
    void causesNoRefusalAndUsesNearlyAllOfAQuota(Told told) throws Exception {
        var window = new FixedWindow(clients.time, 20, Duration.ofMinutes(1));
        try (var server = RawServer.replying(() -> {
            long left = window.call();
            Reply reply = left < 0 ? Reply.of(429, "") : json("{}");
            return told.headers(reply, 20, Math.max(0, left), window.reset(), clients.time);
        })) {
            Http http = clients.open(Server.at(server.base())
                    .rates(RateLimit.standard()
                            .headers(new Dialect(
                                    "X-Quota-All",
                                    "X-Quota-Left",
                                    "X-Quota-Ends",
                                    Dialect.Reset.EPOCH_MILLISECONDS,
                                    ""))));

            for (int call = 0; call < 55; call++) {
                http.json(Call.get("x"));
            }

            assertThat(window.refused()).isZero();
            assertThat(clients.time.pauses).hasSize(2);
        }
    }

    /** Many at once, of which some answers are told after others were sent. */
    @Test
    void causesNoRefusalWithManyAtOnce() throws Exception {
        var window = new FixedWindow(clients.time, 50, Duration.ofMinutes(1));
        try (var server = RawServer.replying(() -> {
            long left = window.call();
            Reply reply = left < 0 ? Reply.of(429, "") : json("{}");
            return Told.SECONDS.headers(reply, 50, Math.max(0, left), window.reset(), clients.time);
        })) {
            // each of the sleepers moves the clock of all, so together they need much more time than they would
            Http http = clients.open(Server.at(server.base())
                    .rates(RateLimit.standard().concurrency(5))
                    .limits(Server.Limits.usual().patience(Duration.ofDays(30))));

            Fanout.each(IntStream.range(0, 200).boxed().toList(), 20, number -> http.json(Call.get("x")));

            assertThat(window.refused()).isZero();
            assertThat(window.windows()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void keepsAPartOfTheQuotaForOthers() throws Exception {
        var window = new FixedWindow(clients.time, 20, Duration.ofMinutes(1));
        try (var server = RawServer.replying(
                () -> Told.SECONDS.headers(json("{}"), 20, window.call(), window.reset(), clients.time))) {
            Http http = clients.open(
                    Server.at(server.base()).rates(RateLimit.standard().keep(0.5)));

            for (int call = 0; call < 11; call++) {
                http.json(Call.get("x"));
            }

            assertThat(clients.time.pauses).hasSize(1);
        }
    }

    @Test
    void beginsNoMoreCallsThanAWindowAllows() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            Http http = clients.open(Server.at(server.base() + "/api")
                    .rates(RateLimit.standard()
                            .window(5, Duration.ofSeconds(10))
                            .window(2, Duration.ofMinutes(1), "slow/")));

            for (int call = 0; call < 11; call++) {
                http.json(Call.get("x"));
            }
            assertThat(clients.time.pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));

            clients.time.pauses.clear();
            clients.time.advance(Duration.ofMinutes(1));
            for (int call = 0; call < 3; call++) {
                http.json(Call.get("slow/x"));
            }
            assertThat(clients.time.pauses).containsExactly(Duration.ofMinutes(1));
        }
    }

    @Test
    void letsNoMoreThroughAtOnceThanIsAllowed() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var pairs = new CyclicBarrier(2);
        try (var server = FakeServer.answering(request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                pairs.await();
            } catch (Exception e) {
                throw new IOException(e);
            } finally {
                running.decrementAndGet();
            }
            return json("{}");
        })) {
            Http http = clients.open(
                    Server.at(server.base()).rates(RateLimit.standard().concurrency(2)));

            Fanout.each(IntStream.range(0, 10).boxed().toList(), 10, number -> http.json(Call.get("x")));

            assertThat(most).hasValue(2);
        }
    }

    @Test
    void sharesABudgetByHostAndCredential() throws Exception {
        try (var server = FakeServer.answering(request -> json("{}"))) {
            Server one = Server.at(server.base() + "/a")
                    .auth(Auth.bearer("one"))
                    .rates(RateLimit.standard().window(3, Duration.ofMinutes(1)));
            Http first = clients.open(one);
            Http second = clients.open(new Server(
                    java.net.URI.create(server.base() + "/b"),
                    one.auth(),
                    one.rates(),
                    one.limits(),
                    one.reach(),
                    Map.of()));
            Http other = clients.open(one.auth(Auth.bearer("other")));

            first.json(Call.get("x"));
            first.json(Call.get("x"));
            second.json(Call.get("x"));
            other.json(Call.get("x"));
            assertThat(clients.time.pauses).isEmpty();

            second.json(Call.get("x"));
            assertThat(clients.time.pauses).containsExactly(Duration.ofMinutes(1));
            assertThat(clients.budgets.all()).extracting(Quota::clients).containsExactlyInAnyOrder(2, 1);

            first.close();
            second.close();
            assertThat(clients.budgets.all()).hasSize(1);
        }
    }

    @Test
    void showsWhatIsUsedUpWithoutTheCredential() throws Exception {
        try (var server = RawServer.replying(
                () -> Told.SECONDS.headers(json("{}"), 100, 42, Duration.ofSeconds(30), clients.time))) {
            Http http = clients.open(Server.at(server.base()).auth(Auth.bearer("s3cret")));

            http.json(Call.get("x"));

            assertThat(clients.budgets.all()).singleElement().satisfies(quota -> {
                assertThat(quota.host()).isEqualTo("127.0.0.1");
                assertThat(quota.limit()).hasValue(100);
                assertThat(quota.remaining()).hasValue(42);
                assertThat(quota.reset()).contains(clients.time.now().plusSeconds(30));
                assertThat(quota.running()).isZero();
                assertThat(quota.toString()).doesNotContain("s3cret");
            });
            assertThat(http.quotas()).isEqualTo(clients.budgets.all());
        }
    }

    @Test
    void makesEverybodyWaitAfterARefusal() throws Exception {
        var asked = new AtomicInteger();
        try (var server = FakeServer.answering(
                request -> asked.incrementAndGet() == 1 ? Reply.of(429, "").with("Retry-After", "60") : json("{}"))) {
            Server same = Server.at(server.base()).limits(Server.Limits.usual().attempts(1));
            Http refused = clients.open(same);
            Http other = clients.open(same);

            assertThatThrownBy(() -> refused.json(Call.get("x")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("too many calls");
            other.json(Call.get("y"));

            assertThat(clients.time.pauses).containsExactly(Duration.ofSeconds(60));
            assertThat(clients.budgets.all()).extracting(Quota::refused).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, 0, '{}'", "200, 5, '{\"errors\":[{\"message\":\"slow\",\"type\":\"RATE_LIMITED\"}]}'"})
    void knowsRefusalsThatLookLikeSomethingElse(int status, int left, String body) throws Exception {
        var asked = new AtomicInteger();
        try (var server = RawServer.replying(() -> asked.incrementAndGet() == 1
                ? Told.SECONDS.headers(Reply.of(status, body), 10, left, Duration.ofSeconds(20), clients.time)
                : json("{\"ok\":true}"))) {
            Call call =
                    status == 403 ? Call.get("x") : Call.graphQl("graphql", "{x}", JsonBody.JSON.createObjectNode());

            assertThat(clients.open(server.base()).json(call).path("ok").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void leaksNoPlaceWhenCallsAreCancelled() throws Exception {
        var never = new CountDownLatch(1);
        try (var server = FakeServer.answering(request -> {
            try {
                if (request.path().equals("/hang")) {
                    never.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return json("{}");
        })) {
            Http http = clients.open(
                    Server.at(server.base()).rates(RateLimit.standard().concurrency(2)));
            for (int round = 0; round < 20; round++) {
                List<Thread> threads = IntStream.range(0, 10)
                        .mapToObj(number -> Thread.ofVirtual().start(() -> {
                            try {
                                http.json(Call.get("hang"));
                            } catch (Exception e) {
                                // that is what they are there for
                            }
                        }))
                        .toList();
                threads.forEach(Thread::interrupt);
                for (Thread thread : threads) {
                    thread.join();
                }
            }

            http.json(Call.get("x"));

            assertThat(clients.budgets.all())
                    .allSatisfy(quota -> assertThat(quota.waiting()).isZero());
            never.countDown();
        }
    }

    /** Counts calls as servers do. */
    private static final class FixedWindow {

        private final Time time;
        private final int limit;
        private final Duration length;
        private Duration start = Duration.ZERO;
        private int calls;
        private int refused;
        private int windows;

        FixedWindow(Time time, int limit, Duration length) {
            this.time = time;
            this.limit = limit;
            this.length = length;
        }

        synchronized long call() {
            if (time.uptime().minus(start).compareTo(length) >= 0) {
                start = time.uptime();
                calls = 0;
                windows++;
            }
            calls++;
            if (calls > limit) {
                refused++;
            }
            return (long) limit - calls;
        }

        synchronized Duration reset() {
            return start.plus(length).minus(time.uptime());
        }

        synchronized int refused() {
            return refused;
        }

        synchronized int windows() {
            return windows;
        }
    }
}
