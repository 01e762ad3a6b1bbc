package io.atoll.apply.internal.endpoint;

import static io.atoll.apply.internal.Bench.OPTIONS;
import static io.atoll.apply.internal.Bench.entity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UpsertsTest {

    private static final String BULK = "POST /v1/blueprints/bp/entities/bulk";

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<Outcome> upsert(List<Entity> entities) throws CatalogException, InterruptedException {
        return bench.installation.upsert(entities, OPTIONS, "run-1");
    }

    private static List<Entity> entities(int count) {
        return IntStream.range(0, count).mapToObj(i -> entity("bp", "e" + i)).toList();
    }

    private List<Integer> sizes() {
        return bench.port.calls().stream()
                .map(call -> call.body().path("entities").size())
                .toList();
    }

    @Test
    void writesMappedFieldsOnlyAndNullsWhereTheMappingMadeThem() throws Exception {
        bench.port.always(BULK, FakePort::acknowledged);
        Entity bare = new Entity(
                "bp",
                new TextNode("a"),
                null,
                null,
                null,
                FakePort.JSON.createObjectNode(),
                FakePort.JSON.createObjectNode());
        ObjectNode properties = FakePort.JSON.createObjectNode().putNull("p").put("q", 1.50);
        ObjectNode relations = FakePort.JSON.createObjectNode().putNull("r");
        Entity full = new Entity(
                "bp",
                Bench.json("{'combinator':'and','rules':[]}"),
                Bench.json("null"),
                new TextNode("Git"),
                Bench.json("['t']"),
                properties,
                relations);

        assertThat(upsert(List.of(bare, full))).containsExactly(new Done(), new Done());

        Request request = bench.port.calls().getFirst();
        assertThat(request.text())
                .isEqualTo("{\"entities\":[{\"identifier\":\"a\",\"blueprint\":\"bp\"},"
                        + "{\"identifier\":{\"combinator\":\"and\",\"rules\":[]},\"icon\":\"Git\",\"blueprint\":\"bp\",\"title\":null,"
                        + "\"team\":[\"t\"],\"properties\":{\"p\":null,\"q\":1.5},\"relations\":{\"r\":null}}]}");
        assertThat(request.query())
                .isEqualTo("upsert=true&merge=true&create_missing_related_entities=true&validation_only=false"
                        + "&ocean_info_event_type=resync&ocean_info_resync_id=run-1");
        assertThat(request.headers()).containsEntry("Content-type", "application/json");
        assertThat(request.agent()).isEqualTo("port-ocean/mini/1.2.3/mini-1/exporter");
    }

    @Test
    void passesTheOptionsOfTheMappingOn() throws Exception {
        bench.port.always(BULK, FakePort::acknowledged);

        bench.installation.upsert(entities(1), new Mapping.Options(false, false, false, 1), "r/1 ü");

        assertThat(bench.port.calls().getFirst().query())
                .contains(
                        "merge=false", "create_missing_related_entities=false", "ocean_info_resync_id=r%2F1%20%C3%BC");
    }

    @Test
    void encodesTheBlueprintInThePath() throws Exception {
        bench.port.always("POST /v1/blueprints/a%2Fb%20%C3%BC%2Bc/entities/bulk", FakePort::acknowledged);

        assertThat(upsert(List.of(entity("a/b ü+c", "x")))).containsExactly(new Done());
    }

    @Test
    void sendsTwentyAtMostAndKeepsBlueprintsApart() throws Exception {
        bench.port.always(BULK, FakePort::acknowledged);
        bench.port.always("POST /v1/blueprints/other/entities/bulk", FakePort::acknowledged);
        List<Entity> entities = new ArrayList<>(entities(41));
        entities.add(1, entity("other", "o"));

        assertThat(upsert(entities)).hasSize(42).containsOnly(new Done());

        assertThat(sizes()).containsExactly(20, 20, 1, 1);
    }

    @Test
    void sendsOneMebibyteAtMost() throws Exception {
        bench.port.always(BULK, FakePort::acknowledged);
        List<Entity> entities = entities(5);
        // Two bytes in UTF-8, so that characters and bytes differ.
        entities.forEach(entity -> entity.properties().put("long", "ü".repeat(200_000)));

        assertThat(upsert(entities)).containsOnly(new Done());

        assertThat(sizes()).containsExactly(2, 2, 1);
    }

    @Test
    void sendsNothingForNothing() throws Exception {
        assertThat(upsert(List.of())).isEmpty();
        assertThat(bench.port.requests).isEmpty();
    }

    @Test
    void tellsForEachEntityWhatBecameOfIt() throws Exception {
        bench.port.once(BULK, Answer.of(207, """
                {"ok":true,
                 "entities":[{"identifier":"e3","index":3,"created":false},{"identifier":"e0","index":0,"created":true}],
                 "errors":[{"identifier":"e1","index":1,"statusCode":404,"error":"not_found","message":"no target"},
                           {"identifier":"unknown","index":4,"statusCode":422,"error":"search","message":"0 matches"},
                           {"index":99,"statusCode":500}]}
                """), Answer.ok("{\"ok\":true,\"entities\":[],\"errors\":[]}"));

        assertThat(upsert(entities(5)))
                .containsExactly(
                        new Done(),
                        new Refused(404, "not_found: no target"),
                        new Refused(0, "the catalog did not acknowledge it"),
                        new Done(),
                        new Refused(
                                422,
                                "the search that stands for its identifier does not match exactly one entity: search: 0 matches"));
    }

    @Test
    void halvesWhatIsTooLargeDownToTheOneThatIs() throws Exception {
        bench.port.always(BULK, request -> {
            boolean large = request.text().contains("\"e2\"");
            return large ? Answer.error(413, "payload_too_large", "too long") : FakePort.acknowledged(request);
        });

        List<Outcome> outcomes = upsert(entities(8));

        assertThat(sizes()).containsExactly(8, 4, 2, 2, 1, 1, 4);
        assertThat(outcomes.get(2)).isEqualTo(new Refused(413, "payload_too_large: too long"));
        assertThat(outcomes).filteredOn(Done.class::isInstance).hasSize(7);
    }

    @Test
    void findsTheOneForWhichARequestIsRefused() throws Exception {
        bench.port.always(BULK, request -> {
            boolean bad = request.text().contains("\"e7\"");
            return bad ? Answer.error(422, "invalid_request", "bad title") : FakePort.acknowledged(request);
        });

        List<Outcome> outcomes = upsert(entities(20));

        assertThat(outcomes.get(7)).isEqualTo(new Refused(422, "invalid_request: bad title"));
        assertThat(outcomes).filteredOn(Done.class::isInstance).hasSize(19);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 409, 500})
    void refusesEachEntityOfARequestThatIsRefusedForNoneOfThem(int status) throws Exception {
        bench.port.once(BULK, Answer.error(status, "code", "words"));
        bench.port.always(BULK, FakePort::acknowledged);

        List<Outcome> outcomes = upsert(entities(25));

        assertThat(outcomes.subList(0, 20)).containsOnly(new Refused(status, "code: words"));
        assertThat(outcomes.subList(20, 25)).containsOnly(new Done());
    }

    @Test
    void sendsOnceMoreWhatTheAnswerDoesNotMention() throws Exception {
        bench.port.once(BULK, Answer.of(207, """
                {"ok":true,"entities":[{"identifier":"e0","index":0},{"identifier":"e1","index":2},{"identifier":"e3"}],"errors":[]}
                """));
        bench.port.always(BULK, FakePort::acknowledged);

        assertThat(upsert(entities(4))).containsOnly(new Done());

        assertThat(bench.port.calls()).hasSize(2);
        assertThat(bench.port.calls().getLast().body().path("entities"))
                .extracting(entity -> entity.path("identifier").asText())
                .containsExactly("e1", "e2");
    }

    @Test
    void sendsShorterRequestsAfterOneThatWasTooLong() throws Exception {
        bench.port.always(BULK, request -> {
            boolean tooLong = request.text().length() > 300_000;
            return tooLong ? Answer.error(413, "payload_too_large", "") : FakePort.acknowledged(request);
        });
        List<Entity> entities = entities(10);
        entities.forEach(entity -> entity.properties().put("long", "x".repeat(100_000)));

        assertThat(upsert(entities)).containsOnly(new Done());
        int first = bench.port.calls().size();
        assertThat(upsert(entities)).containsOnly(new Done());

        assertThat(sizes().subList(first, sizes().size())).containsOnly(2);
    }

    @Test
    void writesOnceWhatWasAppliedAndNotAnswered() throws Exception {
        Set<String> written = new TreeSet<>();
        bench.port.always(BULK, request -> {
            request.body()
                    .path("entities")
                    .forEach(entity -> written.add(entity.path("identifier").asText()));
            Answer answer = FakePort.acknowledged(request);
            return bench.port.calls(BULK).size() == 1 ? answer.cut(5) : answer;
        });

        assertThat(upsert(entities(3))).containsOnly(new Done());
        assertThat(written).containsExactly("e0", "e1", "e2");
    }

    @Test
    void refusesEachEntityWhenTheCatalogBreaks() throws Exception {
        bench.port.always(BULK, Answer.error(500, "internal_error", "sorry"));

        assertThat(upsert(entities(2))).containsOnly(new Refused(500, "internal_error: sorry"));
        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void understandsErrorsThatAreObjects() throws Exception {
        bench.port.always(BULK, Answer.of(409, "{\"error\":{\"code\":\"resync_stale\",\"message\":\"too late\"}}"));

        assertThat(upsert(entities(1))).containsExactly(new Refused(409, "resync_stale: too late"));
    }

    @Test
    void goesOnAfterARequestWithoutAnAnswer() throws Exception {
        Answer broken = Answer.ok("{\"ok\":");
        bench.port.once(BULK, broken, broken, broken, broken, broken);
        bench.port.always(BULK, FakePort::acknowledged);

        List<Outcome> outcomes = upsert(entities(40));

        assertThat(outcomes.subList(0, 20))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.status()).isZero();
                    assertThat(refused.reason()).contains("no usable answer after 5 attempts");
                }));
        assertThat(outcomes.subList(20, 40)).containsOnly(new Done());
    }

    @Test
    void sendsNoMoreAfterTwoRequestsWithoutAnAnswer() throws Exception {
        bench.port.always(
                BULK,
                request -> request.text().contains("\"e0\"") ? FakePort.acknowledged(request) : Answer.ok("<html>"));

        List<Outcome> outcomes = upsert(entities(100));

        assertThat(outcomes.subList(0, 20)).containsOnly(new Done());
        assertThat(outcomes.subList(60, 100))
                .allSatisfy(outcome ->
                        assertThat(outcome.toString()).contains("not sent, as the catalog has stopped answering"));
        assertThat(bench.port.calls()).hasSize(3);
    }

    @Test
    void throwsWhenNothingWasAnswered() {
        bench.port.always(BULK, Answer.ok("<html>"));

        assertThatThrownBy(() -> upsert(entities(100)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(BULK);
        assertThat(bench.port.calls()).hasSize(2);
    }

    @Test
    void repeatsABulkThatWasTurnedAway() throws Exception {
        bench.port.once(BULK, Answer.of(503, "").with("Retry-After", "2"), Answer.of(429, ""));
        bench.port.always(BULK, FakePort::acknowledged);

        assertThat(upsert(entities(1))).containsExactly(new Done());
        assertThat(bench.port.calls()).hasSize(3);
    }
}
