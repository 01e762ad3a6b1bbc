package io.atoll.kit;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.FakeServer.Request;
import io.atoll.kit.example.Acme;
import io.atoll.kit.example.IssueResync;
import io.atoll.kit.example.ProjectResync;
import io.atoll.kit.http.Webhook;
import io.atoll.kit.internal.Clients;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An integration as an author writes it, against a third party that is there. */
class AcmeTest {

    private final Clients clients = new Clients();
    private boolean broken;
    private boolean hooked;
    private final FakeServer server = FakeServer.answering(this::answer);
    private final Acme acme = new Acme(server.base(), "me", "s3cret", clients);

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private Reply answer(Request request) {
        if (!request.path().equals("/oauth/token")
                && !request.header("authorization").equals("Bearer t")) {
            return Reply.of(401, "");
        }
        return switch (request.path()) {
            case "/oauth/token" -> json("{\"access_token\":\"t\",\"expires_in\":3600}");
            case "/me" ->
                json("{}")
                        .with("RateLimit-Limit", 100)
                        .with("RateLimit-Remaining", 90)
                        .with("RateLimit-Reset", 60);
            case "/projects" ->
                request.number("page", 1) == 1
                        ? json(
                                "{\"total\":3,\"projects\":[{\"key\":\"A\",\"ownerId\":\"u1\"},{\"key\":\"B\",\"ownerId\":\"u1\"}]}")
                        : json("{\"total\":3,\"projects\":[{\"key\":\"C\",\"ownerId\":\"gone\"}]}");
            case "/users/u1" -> json("{\"name\":\"Joe\"}");
            case "/projects/A/issues" ->
                request.query().isEmpty()
                        ? json("{\"issues\":[{\"id\":1}],\"next\":\"c\"}")
                        : json("{\"issues\":[{\"id\":2}],\"next\":null}");
            case "/projects/B/issues" ->
                broken ? Reply.of(400, "{\"message\":\"index broken\"}") : json("{\"issues\":[],\"next\":null}");
            case "/hooks" -> {
                boolean there = hooked;
                hooked = true;
                yield request.method().equals("POST")
                        ? Reply.of(201, "")
                        : json(
                                there
                                        ? "{\"hooks\":[{\"id\":7,\"url\":\"https://me.example/hook/\"}]}"
                                        : "{\"hooks\":[]}");
            }
            case "/hooks/7" -> json("{}");
            default -> Reply.of(404, "");
        };
    }

    @Test
    void readsProjectsWithTheirOwners() throws Exception {
        var sink = new Recording();

        new ProjectResync(acme).resync(request(new ProjectResync.ProjectSelector(List.of("open", "new"))), sink);

        assertThat(sink.records)
                .extracting(record -> record.path("key").asText() + " "
                        + record.at("/__owner/name").asText())
                .containsExactly("A Joe", "B Joe", "C ");
        assertThat(server.asked())
                .contains("GET /projects?{states=open,new, limit=50, page=1}")
                .containsOnlyOnce("GET /users/u1")
                .containsOnlyOnce("POST /oauth/token");
    }

    @Test
    void readsTheIssuesOfAllProjects() throws Exception {
        var sink = new Recording();

        new IssueResync(acme).resync(request(null), sink);

        assertThat(sink.ids()).containsExactly(1, 2);
        assertThat(sink.parts).containsOnlyKeys("A", "B", "C");
        assertThat(sink.incomplete).isEmpty();
    }

    @Test
    void readsTheOthersWhenOneProjectIsBroken() throws Exception {
        broken = true;
        var sink = new Recording();

        new IssueResync(acme).resync(request(null), sink);

        assertThat(sink.ids()).containsExactly(1, 2);
        assertThat(sink.incomplete).containsOnlyKeys("B");
        assertThat(sink.incomplete.get("B")).isInstanceOf(Unexpected.class).hasMessageContaining("index broken");
    }

    @Test
    void checksTheConnection() throws Exception {
        assertThat(acme.check())
                .extracting(Step::name, Step::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("reach " + server.base(), Outcome.PASSED),
                        org.assertj.core.groups.Tuple.tuple("authenticate", Outcome.PASSED),
                        org.assertj.core.groups.Tuple.tuple("right to read projects", Outcome.PASSED),
                        org.assertj.core.groups.Tuple.tuple("quota", Outcome.PASSED));
    }

    @Test
    void registersOneWebhookHoweverOftenItStarts() throws Exception {
        assertThat(acme.listen("https://me.example/hook", "s")).isEqualTo(Webhook.Outcome.CREATED);
        assertThat(acme.listen("https://me.example/hook", "new")).isEqualTo(Webhook.Outcome.RENEWED);

        assertThat(server.requests)
                .filteredOn(request -> request.path().startsWith("/hooks"))
                .extracting(request -> request.method() + " " + request.path() + " " + request.body())
                .containsExactly(
                        "GET /hooks ",
                        "POST /hooks {\"url\":\"https://me.example/hook\",\"secret\":\"s\"}",
                        "GET /hooks ",
                        "PUT /hooks/7 {\"url\":\"https://me.example/hook\",\"secret\":\"new\"}");
    }

    @Test
    void refusesAPathWithoutAName() {
        assertThatThrownBy(() -> acme.user("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ResyncRequest request(@org.jspecify.annotations.Nullable Record selector) {
        return new ResyncRequest() {
            @Override
            public IntegrationId integration() {
                return new IntegrationId("acme", "test");
            }

            @Override
            public Kind kind() {
                return new Kind("any");
            }

            @Override
            public <S extends Record> S selector(Class<S> type) {
                return type.cast(Objects.requireNonNull(selector));
            }

            @Override
            public Optional<Instant> changedSince() {
                return Optional.empty();
            }
        };
    }
}
