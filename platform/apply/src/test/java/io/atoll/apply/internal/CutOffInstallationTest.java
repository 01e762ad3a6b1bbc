package io.atoll.apply.internal;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Agent;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.apply.internal.endpoint.Abilities;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A first installation that is cut off, wherever that is, is finished by the next one. The catalog is one that keeps what it is given, and
 * cuts off by never answering a request that it has carried out.
 */
@Timeout(120)
class CutOffInstallationTest {

    private static final String RECORD = "/v1/integration/mini-1";

    /** The requests that change something: 3 of the record, 3 blueprints, 4 changes of these, and 3 other documents. */
    private static final int CHANGES = 13;

    @TempDir
    private Path notes;

    private final Map<String, JsonNode> held = new TreeMap<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private Bench bench;
    private int changes;
    private int last;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
        bench.port.otherwise = this::answer;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static IntStream everywhere() {
        return IntStream.rangeClosed(1, CHANGES);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void isFinishedByTheNextOneWhereverItWasCutOff(int where) throws Exception {
        cutOff(where);

        register();

        assertThat(held.keySet())
                .containsExactly(
                        "/v1/actions act",
                        "/v1/blueprints/a",
                        "/v1/blueprints/a/scorecards card",
                        "/v1/blueprints/b",
                        "/v1/blueprints/c",
                        RECORD,
                        "/v1/pages page");
        for (JsonNode document : defaults().blueprints()) {
            assertThat(blueprint(document.path("identifier").asText())).isEqualTo(document);
        }
        assertThat(Objects.requireNonNull(held.get(RECORD))
                        .path("arePortResourcesInitialized")
                        .asBoolean())
                .isTrue();
        assertThat(notes).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void createsNothingOnceItWasFinished(int where) throws Exception {
        cutOff(where);
        register();
        held.remove("/v1/blueprints/b");
        held.remove("/v1/actions act");

        register();

        assertThat(held).doesNotContainKeys("/v1/blueprints/b", "/v1/actions act");
    }

    @Test
    void leavesABlueprintAloneThatSomebodyElseHasMade() throws Exception {
        cutOff(6);
        assertThat(held).containsKeys("/v1/blueprints/a", "/v1/blueprints/b", "/v1/blueprints/c");
        Files.writeString(
                notes.resolve("mini~mini-1.json"),
                json("{'catalog':'" + bench.port.url() + "','blueprints':['a','c']}")
                        .toString());
        JsonNode theirs = json("{'identifier':'b','title':'Theirs'}");
        held.put("/v1/blueprints/b", theirs);

        register();

        assertThat(blueprint("a")).isEqualTo(defaults().blueprints().getFirst());
        assertThat(blueprint("b")).isEqualTo(theirs);
    }

    @Test
    void knowsNothingOfWhatItBeganAtAnotherCatalog() throws Exception {
        Files.writeString(
                notes.resolve("mini~mini-1.json"),
                json("{'catalog':'https://elsewhere.example.com','blueprints':['a','b','c']}")
                        .toString());
        JsonNode theirs = json("{'identifier':'b','title':'Theirs'}");
        held.put("/v1/blueprints/b", theirs);

        register();

        assertThat(held).doesNotContainKeys("/v1/blueprints/a", "/v1/blueprints/c");
        assertThat(blueprint("b")).isEqualTo(theirs);
    }

    @Test
    void ignoresANoteThatIsDamaged() throws Exception {
        Files.writeString(notes.resolve("mini~mini-1.json"), "{\"catalog\":");

        register();

        assertThat(held).containsKeys("/v1/blueprints/a", "/v1/blueprints/b", "/v1/blueprints/c");
        assertThat(notes).isEmptyDirectory();
    }

    @Test
    void createsNothingThatItCouldNotFinish() throws Exception {
        Path file = Files.createFile(notes.resolve("a-file"));

        assertThatThrownBy(() -> register(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("cannot read " + file);

        assertThat(held).containsOnlyKeys(RECORD);
    }

    @Test
    void leavesNoNoteWhereAllWasTakenBack() throws Exception {
        bench.port.always("PATCH /v1/blueprints/b", Answer.error(422, "invalid", "no team a"));

        assertThatThrownBy(this::register).isInstanceOf(CatalogException.class);

        assertThat(held).containsOnlyKeys(RECORD);
        assertThat(notes).isEmptyDirectory();
    }

    @Test
    void goesOnWithWhatItCouldNotTakeBack() throws Exception {
        bench.port.once("PATCH /v1/blueprints/b", Answer.error(422, "invalid", "no team a"));
        bench.port.once("DELETE /v1/blueprints/a", Answer.error(403, "forbidden", "not now"));
        assertThatThrownBy(this::register).hasMessageEndingWith("could not be taken back: a");
        assertThat(held).containsOnlyKeys(RECORD, "/v1/blueprints/a");

        register();

        assertThat(held).containsKeys("/v1/blueprints/a", "/v1/blueprints/b", "/v1/blueprints/c");
    }

    @Test
    void oneOfTwoThatBringTheSameBlueprintsCreatesThem() throws Exception {
        var installations = new FirstInstallations(notes);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = Stream.of("mini-1", "mini-2")
                    .map(name -> threads.submit(() -> {
                        var session = bench.client.session(Agent.of(new IntegrationId("mini", name), "1.2.3"));
                        new Registration(session, Terms.USUAL, Abilities.RESYNC, installations).run(null, defaults());
                        return true;
                    }))
                    .toList();
            for (var one : both) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }

        assertThat(bench.port.calls("POST /v1/blueprints")).hasSize(3);
        assertThat(held).containsKeys(RECORD, "/v1/integration/mini-2", "/v1/blueprints/c");
        assertThat(notes).isEmptyDirectory();
    }

    /** Has an installation get no answer to a request, and ends it as the loss of its process would. */
    private void cutOff(int where) throws Exception {
        last = where;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var installation = threads.submit(() -> {
                register();
                return true;
            });
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            threads.shutdownNow();
            assertThatThrownBy(installation::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        last = 0;
    }

    private void register() throws CatalogException, InterruptedException, IOException {
        register(notes);
    }

    private void register(Path folder) throws CatalogException, InterruptedException, IOException {
        new Registration(bench.session, Terms.USUAL, Abilities.RESYNC, new FirstInstallations(folder))
                .run(null, defaults());
    }

    private static Defaults defaults() throws IOException {
        return new Defaults(
                List.of(
                        json(
                                "{'identifier':'a','schema':{},'relations':{'b':{'target':'b'}},'mirrorProperties':{'m':{'path':'b.x'}}}"),
                        json("{'identifier':'b','schema':{},'relations':{'c':{'target':'c'}}}"),
                        json("{'identifier':'c','schema':{},'relations':{'a':{'target':'a'}}}")),
                List.of(json("{'identifier':'act'}")),
                List.of(new Scorecards("a", List.of(json("{'identifier':'card'}")))),
                List.of(json("{'identifier':'page'}")),
                json("{'resources':[]}"));
    }

    private @Nullable JsonNode blueprint(String identifier) {
        return held.get("/v1/blueprints/" + identifier);
    }

    /** Carries a request out, and answers it unless the installation is to be cut off there. */
    private Answer answer(Request request) {
        Answer answer;
        boolean end;
        synchronized (this) {
            answer = request.method().equals("GET") ? found(held.get(request.path())) : change(request);
            end = !request.method().equals("GET") && ++changes == last;
        }
        if (end) {
            reached.countDown();
            return bench.port.hang();
        }
        return answer;
    }

    private static Answer found(@Nullable JsonNode one) {
        return one == null
                ? Answer.error(404, "not_found", "no such thing")
                : Answer.ok(FakePort.JSON
                        .createObjectNode()
                        .put("ok", true)
                        .setAll(Map.of("integration", one, "blueprint", one))
                        .toString());
    }

    private Answer change(Request request) {
        switch (request.method()) {
            case "POST" -> {
                if (held.putIfAbsent(name(request), request.body()) != null) {
                    return Answer.error(409, "identifier_taken", "taken");
                }
            }
            case "PATCH" ->
                held.compute(
                        request.path(),
                        (path, one) -> (one == null ? FakePort.JSON.createObjectNode() : one.<ObjectNode>deepCopy())
                                .setAll((ObjectNode) request.body()));
            case "DELETE" -> held.remove(request.path());
            default -> throw new AssertionError(request);
        }
        return Answer.ok("{\"ok\":true}");
    }

    /** What a creation makes: the record and blueprints have paths of their own. */
    private static String name(Request request) {
        String identifier = Stream.of("identifier", "installationId")
                .map(key -> request.body().path(key).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        boolean own = Stream.of("/v1/integration", "/v1/blueprints").anyMatch(request.path()::equals);
        return request.path() + (own ? "/" : " ") + identifier;
    }
}
