package io.atoll.explain.internal;

import static io.atoll.explain.internal.Scene.ID;
import static io.atoll.explain.internal.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Explanations.Answer;
import io.atoll.pipeline.Explanations.Candidate;
import io.atoll.pipeline.Explanations.Explanation;
import io.atoll.pipeline.Explanations.Found;
import io.atoll.pipeline.Explanations.Held;
import io.atoll.pipeline.Explanations.Making;
import io.atoll.pipeline.Explanations.Unanswered;
import io.atoll.pipeline.Explanations.Watch;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why entities are there or missing, from real records and by the real mapper. */
class ExplanationTest {

    private static final String REPOS =
            """
            {'resources': [
              {'kind': 'repo', 'selector': {'query': '.archived == false'}, 'port': {'entity': {'mappings': {
                'identifier': '.org + "/" + .name', 'blueprint': '"service"', 'title': '.name',
                'properties': {'url': '.url', 'tier': '.tier | tonumber', 'token': '.token'},
                'relations': {'team': '.owner.login'}}}}},
              {'kind': 'folder', 'selector': {'query': 'true'}, 'port': {'itemsToParse': '.files', 'entity': {'mappings': {
                'identifier': '.item.id', 'blueprint': '"service"', 'title': '.item.title'}}}}]}""".replace("\"service\"", "\\\"service\\\"").replace("\"/\"", "\\\"/\\\"");

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void begin() throws Exception {
        scene = new Scene(folder, REPOS);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private Explanation explain(String identifier) throws Exception {
        return scene.explanations().explain(ID, new Ref("service", identifier), Watch.USUAL);
    }

    private static JsonNode repo(String name) throws Exception {
        return json(
                "{'org': 'acme', 'name': '%s', 'archived': false, 'url': 'https://x/%s', 'tier': '1', 'token': 's3cret'}"
                        .formatted(name, name));
    }

    private static List<JsonNode> page(int number) throws Exception {
        var page = new ArrayList<JsonNode>();
        for (int i = 0; i < 10; i++) {
            page.add(repo("r" + (10 * number + i)));
        }
        return page;
    }

    private List<Entity> hundred() throws Exception {
        var pages = new ArrayList<List<JsonNode>>();
        for (int i = 0; i < 10; i++) {
            pages.add(page(i));
        }
        return scene.read("r1", 0, pages);
    }

    private static List<Making> made(Explanation explanation) {
        return ((Answer.Made) explanation.answer()).by();
    }

    private static List<Candidate> candidates(Explanation explanation) {
        return ((Answer.Dropped) explanation.answer()).candidates();
    }

    @Test
    void everyProducedEntityIsExplainedExactly() throws Exception {
        var entities = new ArrayList<>(hundred());
        entities.addAll(scene.read(
                "r1",
                1,
                List.of(
                        List.of(
                                json("{'files': [{'id': 'f1', 'title': 'one'}, {'id': 'f2', 'title': 2.50}]}"),
                                json("{'files': []}")),
                        List.of(json("{'files': [{'id': 'f3', 'title': null}]}")))));
        assertThat(entities).hasSize(103);

        for (Entity entity : entities) {
            var making = made(scene.explanations().explain(ID, entity.ref(), Watch.USUAL));
            assertThat(making).singleElement().satisfies(one -> {
                assertThat(one.entity()).isEqualTo(entity);
                assertThat(one.contradicted()).isEmpty();
                assertThat(one.fields()).allSatisfy(field -> {
                    String path = field.path().replaceAll(".*mappings\\.", "/").replace('.', '/');
                    JsonNode value = entity.json().at(path);
                    assertThat(field.value()).isEqualTo(value.isMissingNode() ? field.value() : value);
                });
            });
        }
    }

    @Test
    void tellsRecordAndExpressionsOfAnEntity() throws Exception {
        hundred();

        var explanation = explain("acme/r37");

        var making = made(explanation).getFirst();
        assertThat(making.place().run().value()).isEqualTo("r1");
        assertThat(making.place().label()).isEqualTo("repo-0");
        assertThat(making.place().page()).isEqualTo(3);
        assertThat(making.place().position()).isEqualTo(7);
        assertThat(making.record().path("name").asText()).isEqualTo("r37");
        assertThat(making.record().path("token").asText()).isEqualTo("[REDACTED]");
        assertThat(making.fields())
                .extracting(field -> field.path() + " = " + field.expression().asText() + " = " + field.value() + " "
                        + field.reason())
                .containsExactly(
                        "resources[0].port.entity.mappings.identifier = .org + \"/\" + .name = \"acme/r37\" ",
                        "resources[0].port.entity.mappings.blueprint = \"service\" = \"service\" ",
                        "resources[0].port.entity.mappings.title = .name = \"r37\" ",
                        "resources[0].port.entity.mappings.properties.url = .url = \"https://x/r37\" ",
                        "resources[0].port.entity.mappings.properties.tier = .tier | tonumber = 1 ",
                        "resources[0].port.entity.mappings.properties.token = .token = \"s3cret\" ",
                        "resources[0].port.entity.mappings.relations.team = .owner.login = null ");
        assertThat(explanation.held().state()).isEqualTo(Held.State.ABSENT);
    }

    @Test
    void tellsTheSelectorThatDropsARecord() throws Exception {
        scene.read(
                "r1", 0, List.of(page(0), List.of(json("{'org': 'acme', 'name': 'payments-api', 'archived': true}"))));

        var candidate = candidates(explain("acme/payments-api")).getFirst();

        assertThat(candidate).isInstanceOfSatisfying(Candidate.Filtered.class, filtered -> {
            assertThat(filtered.path()).isEqualTo("resources[0].selector.query");
            assertThat(filtered.expression()).isEqualTo(".archived == false");
            assertThat(filtered.reason()).isEqualTo("selector.query is false");
            assertThat(filtered.place().page()).isEqualTo(1);
            assertThat(filtered.entity()).isNotNull();
        });
    }

    @Test
    void tellsWhatBrokeAndWhatHasNoName() throws Exception {
        scene.read(
                "r1",
                0,
                List.of(List.of(
                        json("{'org': {}, 'name': 'broken', 'archived': false}"),
                        json("{'org': null, 'name': 'odd', 'archived': 'no'}"))));
        scene.read("r1", 1, List.of(List.of(json("{'name': 'nameless', 'files': [{'title': 'nameless'}]}"))));

        assertThat(candidates(explain("acme/broken"))).hasSize(1).first().isInstanceOf(Candidate.class);
        assertThat(candidates(explain("nameless")).getFirst())
                .isInstanceOfSatisfying(Candidate.Filtered.class, filtered -> {
                    assertThat(filtered.path()).isEqualTo("resources[1].port.entity.mappings.identifier");
                    assertThat(filtered.expression()).isEqualTo(".item.id");
                    assertThat(filtered.entity()).isNull();
                });
    }

    @Test
    void tellsTheEntityThatIsMadeInstead() throws Exception {
        scene.read("r1", 0, List.of(List.of(repo("Payments"))));

        assertThat(candidates(explain("acme/payments")).getFirst().reason())
                .isEqualTo("it makes service/acme/Payments instead");
    }

    @Test
    void tellsThatNothingOfTheKindWasSeen() throws Exception {
        hundred();

        var explanation = explain("acme/nowhere");

        assertThat(explanation.answer()).isInstanceOf(Answer.Unseen.class);
        assertThat(explanation.looked().getFirst().looked()).isEqualTo(100);
        assertThat(explanation.looked().getFirst().reason()).isEmpty();
        assertThat(explanation.looked().getLast().label()).isEqualTo("folder-1");
        assertThat(explanation.looked().getLast().reason()).startsWith("no records of this kind and selector are kept");
    }

    @Test
    void tellsOfTwoRecordsThatContradictEachOther() throws Exception {
        scene.read("r1", 0, List.of(List.of(repo("a"))));
        scene.read("r1", 1, List.of(List.of(json("{'files': [{'id': 'acme/a', 'title': 'other'}]}"))));

        var makings = made(explain("acme/a"));

        assertThat(makings).hasSize(2);
        assertThat(makings.getFirst().contradicted()).isEmpty();
        assertThat(makings.getLast().contradicted()).containsExactly("title");
    }

    @Test
    void looksThroughEverythingOnceTheMappingWasChanged() throws Exception {
        hundred();
        scene.mapping(REPOS.replace(".org + ", "\\\"new\\\" + "));

        var explanation = explain("new/r5");

        assertThat(made(explanation)).hasSize(1);
        assertThat(explanation.notes().getFirst()).startsWith("the mapping was changed since run r1 read repo");
        assertThat(explain("acme/r5").answer()).isInstanceOf(Answer.Unseen.class);
    }

    @Test
    void tellsWhatCatalogAndLedgerKnow() throws Exception {
        hundred();
        var gone = new Ref("service", "acme/gone");
        var entity = Entity.of(json("{'identifier': 'acme/gone', 'blueprint': 'service'}"));
        scene.held.put(gone, entity);
        scene.touched.add(gone);
        scene.changes.put(
                "r2",
                List.of(new Change(
                        Action.DELETE,
                        "service",
                        JsonNodeFactory.instance.textNode("acme/gone"),
                        "",
                        null,
                        List.of(),
                        State.HELD,
                        "60 of 100 exceed the budget")));
        scene.failures.put(
                "r1",
                List.of(new Failed(
                        "repo-0", "", "apply", json("{'identifier': 'acme/r1', 'blueprint': 'service'}"), "422")));

        var explanation = explain("acme/gone");
        assertThat(explanation.answer()).isInstanceOf(Answer.Unseen.class);
        assertThat(explanation.held()).isEqualTo(new Held(Held.State.HELD, entity, ""));
        assertThat(explanation.changes()).singleElement().satisfies(change -> {
            assertThat(change.run().value()).isEqualTo("r2");
            assertThat(change.what() + " " + change.state() + " " + change.reason())
                    .isEqualTo("DELETE HELD 60 of 100 exceed the budget");
        });
        assertThat(explanation.notes())
                .containsExactly("it was written by an event or by the integration itself since run r1 read repo");

        var refused = explain("acme/r1");
        assertThat(made(refused)).hasSize(1);
        assertThat(refused.changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.what() + " " + change.reason()).isEqualTo("REFUSED 422"));
    }

    @Test
    void looksIntoANewerReadingThatBrokeOffIfTheWholeOneHasNothing() throws Exception {
        hundred();
        scene.read("r2", 0, List.of(List.of(repo("new"))), List.of(new Gap("", "500")));

        var explanation = explain("acme/new");

        assertThat(made(explanation).getFirst().place().run().value()).isEqualTo("r2");
        assertThat(explanation.notes())
                .containsExactly(
                        "the reading of repo by run r2 is newer, but not whole: it was not read to its end: 500");
    }

    @Test
    void endsWhenItsTimeIsOverAndSaysSo() throws Exception {
        hundred();
        var told = new AtomicLong();
        var explanation = scene.explanations().explain(ID, new Ref("service", "nowhere"), new Watch() {
            @Override
            public Duration budget() {
                return Duration.ofNanos(-1);
            }

            @Override
            public void progress(long looked, long of) {
                told.set(looked);
            }
        });

        assertThat(explanation.looked().getFirst().reason()).isEqualTo("the search ended after 0 of 100 records");
        assertThat(told).hasValue(0);
    }

    @Test
    void findsByAPartOfTheName() throws Exception {
        hundred();

        var few = scene.explanations().search(ID, "R9", 20, Watch.USUAL);
        assertThat(few.found()).extracting(found -> found.entity().identifier()).contains("acme/r9", "acme/r90");
        assertThat(few.found()).hasSize(11).allMatch(Found::made);
        assertThat(few.more()).isFalse();
        assertThat(scene.explanations().search(ID, "acme", 7, Watch.USUAL).found())
                .hasSize(7);
        assertThat(scene.explanations().search(ID, "acme", 7, Watch.USUAL).more())
                .isTrue();
    }

    @Test
    void findsWhatTheSelectorDrops() throws Exception {
        scene.read("r1", 0, List.of(List.of(json("{'org': 'acme', 'name': 'payments-api', 'archived': true}"))));

        assertThat(scene.explanations()
                        .search(ID, "payments-api", 5, Watch.USUAL)
                        .found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.entity()).isEqualTo(new Ref("service", "acme/payments-api"));
                    assertThat(found.made()).isFalse();
                    assertThat(found.reason()).isEqualTo("selector.query is false");
                });
    }

    @Test
    void saysWhatIsNotConfigured() {
        assertThatThrownBy(() -> scene.explanations()
                        .explain(new IntegrationId("fake", "two"), new Ref("service", "a"), Watch.USUAL))
                .isInstanceOf(Unanswered.class)
                .hasMessage("no integration 'fake~two' is configured");
    }
}
