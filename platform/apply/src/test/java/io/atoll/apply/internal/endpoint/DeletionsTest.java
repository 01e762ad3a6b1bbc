package io.atoll.apply.internal.endpoint;

import static io.atoll.apply.internal.Bench.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeletionsTest {

    private static final String DELETE = "POST /v1/blueprints/bp/bulk/entities/delete";
    private static final String SEARCH = "POST /v1/entities/search";

    private Bench bench;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    /** Who is needed by whom. */
    private final Map<String, String> neededBy = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
        bench.port.always(DELETE, this::delete);
        bench.port.always(SEARCH, this::search);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Answer delete(Request request) {
        Set<String> asked = texts(request.body().path("entities"));
        for (String id : asked) {
            String dependent = neededBy.get(id);
            if (dependent != null && held.contains(dependent)) {
                return Answer.error(422, "has_dependents", id + " is needed by " + dependent);
            }
        }
        ObjectNode answer = FakePort.JSON.createObjectNode().put("ok", true);
        ArrayNode deleted = answer.putArray("deletedEntities");
        asked.stream().filter(held::remove).forEach(deleted::add);
        return Answer.ok(answer.toString());
    }

    private Answer search(Request request) {
        ObjectNode answer = FakePort.JSON.createObjectNode().put("ok", true);
        ArrayNode entities = answer.putArray("entities");
        Set<String> asked = texts(request.body().path("rules").path(0).path("value"));
        asked.stream()
                .filter(held::contains)
                .forEach(id -> entities.addObject().put("identifier", id).put("blueprint", "bp"));
        return Answer.ok(answer.toString());
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private List<Outcome> delete(String... ids) throws CatalogException, InterruptedException {
        return bench.installation.delete(
                List.of(ids).stream().map(id -> new Ref("bp", id)).toList(), OPTIONS, "run-1");
    }

    @Test
    void deletesInBulk() throws Exception {
        held.addAll(Set.of("a", "b", "stays"));

        assertThat(delete("a", "b")).containsExactly(new Done(), new Done());

        assertThat(held).containsExactly("stays");
        assertThat(bench.port.calls()).singleElement().satisfies(call -> {
            assertThat(call.query())
                    .isEqualTo("delete_dependents=true&ocean_info_event_type=resync&ocean_info_resync_id=run-1");
            assertThat(call.text()).isEqualTo("{\"entities\":[\"a\",\"b\"]}");
            assertThat(call.agent()).isEqualTo("port-ocean/mini/1.2.3/mini-1/exporter");
        });
    }

    @Test
    void deletesAHundredAtMostAtOnce() throws Exception {
        String[] ids = IntStream.range(0, 250).mapToObj(i -> "e" + i).toArray(String[]::new);
        held.addAll(Set.of(ids));

        assertThat(delete(ids)).hasSize(250).containsOnly(new Done());

        assertThat(bench.port.calls())
                .extracting(call -> call.body().path("entities").size())
                .containsExactly(100, 100, 50);
    }

    @Test
    void takesForDeletedWhatIsGone() throws Exception {
        held.add("a");

        assertThat(delete("gone", "a")).containsExactly(new Done(), new Done());

        assertThat(bench.port.calls(SEARCH)).singleElement().satisfies(call -> {
            assertThat(call.query())
                    .isEqualTo("exclude_calculated_properties=true&include=blueprint&include=identifier");
            assertThat(call.body())
                    .isEqualTo(
                            Bench.json(
                                    "{'combinator':'and','rules':[{'property':'$identifier','operator':'in','value':['gone']},{'property':'$blueprint','operator':'=','value':'bp'}]}"));
        });
    }

    @Test
    void takesForGoneWhatHasNoBlueprintAnyMore() throws Exception {
        bench.port.always(DELETE, Answer.error(404, "not_found", "no blueprint bp"));

        assertThat(delete("a")).containsExactly(new Done());
    }

    @Test
    void refusesWhatTheCatalogKeeps() throws Exception {
        held.add("a");
        bench.port.always(DELETE, Answer.ok("{\"ok\":true,\"deletedEntities\":[]}"));

        assertThat(delete("a"))
                .containsExactly(new Refused(0, "the catalog accepted the deletion and still holds the entity"));
    }

    @Test
    void deletesTheOthersIfOneIsNeeded() throws Exception {
        held.addAll(Set.of("a", "b", "c", "d", "outside"));
        neededBy.put("c", "outside");

        assertThat(delete("a", "b", "c", "d"))
                .containsExactly(
                        new Done(), new Done(), new Refused(422, "has_dependents: c is needed by outside"), new Done());
    }

    @Test
    void deletesInAnyOrder() throws Exception {
        held.addAll(Set.of("grandparent", "parent", "child"));
        neededBy.putAll(Map.of("grandparent", "parent", "parent", "child"));

        assertThat(delete("grandparent", "parent", "child")).containsOnly(new Done());
        assertThat(held).isEmpty();
    }

    @Test
    void passesOnWhetherDependentsAreDeleted() throws Exception {
        held.add("a");

        bench.installation.delete(List.of(new Ref("bp", "a")), new Mapping.Options(true, false, true, 1), "r");

        assertThat(bench.port.calls().getFirst().query()).startsWith("delete_dependents=false&");
    }

    @Test
    void keepsTheAccountWhenALookUpFails() throws Exception {
        held.add("a");
        bench.port.always(SEARCH, Answer.ok("{\"ok\":false}"));

        List<Outcome> outcomes = delete("a", "b");

        assertThat(outcomes.getFirst()).isEqualTo(new Done());
        assertThat(outcomes.getLast())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains("the search does not say ok:true"));
    }

    @Test
    void throwsWhenNothingWasAnswered() {
        bench.port.always(DELETE, Answer.ok("<html>"));

        assertThatThrownBy(() -> delete("a"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(DELETE);
    }

    @Test
    void findsOutWhatBecameOfADeletionWhoseAnswerWasLost() throws Exception {
        bench.port.once(DELETE, Answer.of(504, ""));

        assertThat(delete("a")).containsExactly(new Done());
        assertThat(bench.port.calls(DELETE)).hasSize(2);
        assertThat(bench.port.calls(SEARCH)).hasSize(1);
    }
}
