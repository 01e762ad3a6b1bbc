package io.atoll.apply.replay;

import static io.atoll.apply.internal.Recordings.those;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.Recordings;
import io.atoll.apply.internal.Recordings.Sent;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.replay.Parts.One;
import io.atoll.engine.internal.ReplayedEngine;
import io.atoll.ledger.internal.ReplayedLedger;
import io.atoll.map.internal.JqMapper;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs of the engine send the requests that Ocean was recorded to send in the same scenario, but for the differences that {@code
 * deviations.tsv} lists with their reasons.
 */
@Timeout(120)
class WholeRunsTest {

    private static final IntegrationId ID = Bench.AGENT.id();

    @TempDir
    Path data;

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aRunDiffersFromTheRecordedOneAsListedOnly(Scenario scenario) throws Exception {
        List<JsonNode> recorded = Recordings.find().read(scenario.recording());

        List<Sent> ours = run(scenario, defaults(recorded));

        assertThat(Comparison.of(recorded.stream().map(Sent::of).toList(), ours))
                .containsExactlyInAnyOrderElementsOf(Deviations.of(scenario.recording()));
        assertThat(written(ours))
                .isEqualTo(written(recorded.stream().map(Sent::of).toList()));
    }

    @Test
    void everyDifferenceIsListedWithItsReason() {
        assertThat(Deviations.all()).allSatisfy(deviation -> {
            assertThat(deviation.reason()).hasSizeGreaterThan(20);
            assertThat(deviation.side()).isIn("less", "more", "other");
            assertThat(deviation.scenarios())
                    .allMatch(number -> Stream.concat(Scenario.all().stream(), Scenario.listeners().stream())
                            .anyMatch(scenario -> scenario.recording().startsWith(number)));
        });
    }

    /** The entities that bulk requests wrote, however they were divided among them. */
    private static Set<JsonNode> written(List<Sent> requests) {
        return requests.stream()
                .filter(request -> request.uri().contains("/entities/bulk?"))
                .flatMap(request -> request.body().path("entities").valueStream())
                .collect(Collectors.toSet());
    }

    private List<Sent> run(Scenario scenario, Integrations.Defaults defaults) throws Exception {
        try (FakePort port = new FakePort();
                ReplayedLedger ledger = new ReplayedLedger(data.resolve("ledger"))) {
            port.secret = "csecret";
            scenario.prepare(port);
            var catalog = Parts.catalog(port.url(), data);
            SyncEngine engine = ReplayedEngine.over(
                    new One(integration(scenario), defaults),
                    new Mini(scenario.size()),
                    JqMapper.standard(),
                    Parts.reconciler(data),
                    catalog,
                    ledger.ledger(),
                    data);
            RunReport report = engine.await(engine.start(ID, new Trigger.Once()), Duration.ofSeconds(60))
                    .orElseThrow();
            assertThat(report.endedAt()).isPresent();
            catalog.close();
            return port.requests.stream().map(Sent::of).toList();
        }
    }

    private static Integrations.Defaults defaults(List<JsonNode> recorded) {
        var blueprints = those(recorded, "PATCH", "/v1/blueprints/");
        var posted = those(recorded, "POST", "/v1/integration?");
        var created = recorded.stream()
                .filter(request -> request.path("p").asText().equals("/v1/integration"))
                .findFirst();
        assertThat(posted).isEmpty();
        return new Integrations.Defaults(
                blueprints.isEmpty()
                        ? List.of(FakePort.JSON.createObjectNode().put("identifier", "bpA"))
                        : List.of(blueprints.getLast().path("b")),
                bodies(those(recorded, "POST", "/v1/actions")),
                those(recorded, "POST", "/scorecards").stream()
                        .map(request -> new Scorecards("bpA", List.of(request.path("b"))))
                        .toList(),
                bodies(those(recorded, "POST", "/v1/pages")),
                created.map(request -> request.path("b").path("config")).orElse(null));
    }

    private static List<JsonNode> bodies(List<JsonNode> requests) {
        return requests.stream().map(request -> request.path("b")).toList();
    }

    /** The integration of the recordings. */
    private static Integration integration(Scenario scenario) {
        var usual = Terms.USUAL;
        var terms =
                new Terms(usual.origin(), usual.initialize(), scenario.examples(), usual.heartbeat(), usual.account());
        return new Integration(ID, "Mini", "1.2.3", State.READY, "", "mini~mini-1.yaml", true, null, "", terms);
    }
}
