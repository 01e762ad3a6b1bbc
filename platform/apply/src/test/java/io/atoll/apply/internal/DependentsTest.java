package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog.Dependent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DependentsTest {

    private static final String BLUEPRINTS = """
            {"ok":true,"blueprints":[
              {"identifier":"team","relations":{}},
              {"identifier":"service","relations":{
                "owner":{"target":"team","required":true,"many":false},
                "friends":{"target":"team","required":false,"many":true},
                "cloud":{"target":"cloud"}}}]}""";

    private final Bench bench;

    DependentsTest() throws Exception {
        bench = new Bench();
    }

    @BeforeEach
    void blueprints() {
        bench.port.always("GET /v1/blueprints", Answer.ok(BLUEPRINTS));
        bench.port.always("POST /v1/entities/search", Answer.ok("{\"ok\":true,\"entities\":[]}"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void searched(String... answers) {
        for (String answer : answers) {
            bench.port.once("POST /v1/blueprints/service/entities/search", Answer.ok(answer));
        }
    }

    @Test
    void findsWhatRelatesToAnEntityByEachRelationThatLeadsToItsBlueprint() throws Exception {
        searched("""
                {"ok":true,"entities":[
                  {"identifier":"shop","blueprint":"service","relations":{"owner":"red"}}]}""", """
                {"ok":true,"entities":[
                  {"identifier":"blog","blueprint":"service","relations":{"friends":["blue","red","green"]}}]}""");
        bench.port.always(
                "POST /v1/entities/search",
                Answer.ok("{\"ok\":true,\"entities\":[{\"identifier\":\"blog\",\"blueprint\":\"service\"}]}"));

        var found = bench.installation.dependents(List.of(new Ref("team", "red"), new Ref("team", "blue")));

        assertThat(found)
                .containsExactlyInAnyOrder(
                        new Dependent(new Ref("service", "shop"), new Ref("team", "red"), false, true),
                        new Dependent(new Ref("service", "blog"), new Ref("team", "red"), true, false),
                        new Dependent(new Ref("service", "blog"), new Ref("team", "blue"), true, false));
        var rules = bench.port.calls().stream()
                .filter(request -> request.path().endsWith("/service/entities/search"))
                .map(request ->
                        request.body().path("query").path("rules").path(0).toString())
                .toList();
        assertThat(rules)
                .containsExactlyInAnyOrder(
                        "{\"relation\":\"owner\",\"operator\":\"in\",\"value\":[\"red\",\"blue\"]}",
                        "{\"relation\":\"friends\",\"operator\":\"containsAny\",\"value\":[\"red\",\"blue\"]}");
    }

    @Test
    void asksNothingMoreWhereNoRelationLeads() throws Exception {
        assertThat(bench.installation.dependents(List.of(new Ref("service", "shop"))))
                .isEmpty();

        assertThat(bench.port.calls()).hasSize(1);
    }

    @Test
    void readsWhatIsOwnedOfSomeEntitiesWithTheStampOfTheInstallation() throws Exception {
        bench.port.always("POST /v1/entities/search", Answer.ok("""
                        {"ok":true,"entities":[
                          {"identifier":"a","blueprint":"bp","title":"A","properties":{"x":1}}]}"""));

        var owned = bench.installation.owned(List.of(new Ref("bp", "a"), new Ref("bp", "b")));

        assertThat(owned).singleElement().extracting(Entity::ref).isEqualTo(new Ref("bp", "a"));
        FakePort.Request request = bench.port.calls().getFirst();
        assertThat(request.body().path("rules")).isEqualTo(json("""
                                [{'property':'$identifier','operator':'in','value':['a','b']},
                                 {'property':'$blueprint','operator':'=','value':'bp'},
                                 {'property':'$datasource','operator':'contains','value':'port-ocean/mini/'},
                                 {'property':'$datasource','operator':'contains','value':'/mini-1/exporter'}]"""));
    }
}
