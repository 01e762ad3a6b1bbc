package io.atoll.apply.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.PortCatalog;
import io.atoll.apply.replay.Parts.One;
import io.atoll.engine.internal.ReplayedEngine;
import io.atoll.ledger.internal.ReplayedLedger;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.RecordSync;
import io.atoll.pipeline.RecordSync.RecordChange;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import io.atoll.sync.internal.InstanceRecords;
import io.atoll.sync.internal.Stages;
import io.atoll.test.port.PagedSource;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Shelves;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a third party tells of its changes, in any order, twice, late or not at all, and one resync after it leave the catalog as the resync
 * alone does: with recorded records of many third parties and the mappings that are published for them.
 */
@Timeout(300)
class EquivalenceTest {

    private static final long SEED = Long.getLong("equivalence.seed", 20261122L);

    @TempDir
    Path data;

    static List<World> worlds() throws IOException {
        var all = new ArrayList<>(World.recorded(new Random(SEED)));
        all.add(World.liveEvents());
        return all;
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void eventsInAnyOrderAndThenAResyncAreTheResyncAlone(World before) throws Exception {
        var random = new Random(SEED + before.name().hashCode());
        World between = before.later(random);
        World after = between.later(random);
        List<Told> told = told(List.of(before, between, after), random);

        try (var alone = new Platform(data.resolve("alone"), before);
                var events = new Platform(data.resolve("told"), before)) {
            alone.resync(before);
            events.resync(before);
            assertThat(events.entities()).isEqualTo(alone.entities());

            events.hear(told);
            alone.resync(after);
            events.resync(after);

            assertThat(events.entities()).as("seed " + SEED).isEqualTo(alone.entities());
            assertThat(told).hasSizeGreaterThan(before.records().size());
        }
    }

    /**
     * Something that a third party tells.
     *
     * @param kind of the record
     * @param record as it is, or was
     * @param gone whether it is said to be no more
     */
    private record Told(String kind, JsonNode record, boolean gone) {}

    /** What is told of each change, with repetitions and gaps, in any order. */
    private static List<Told> told(List<World> times, Random random) {
        var told = new ArrayList<Told>();
        for (int time = 1; time < times.size(); time++) {
            var now = times.get(time).records();
            times.get(time - 1)
                    .records()
                    .forEach((kind, records) -> records.stream()
                            .filter(record -> !now.getOrDefault(kind, List.of()).contains(record))
                            .forEach(record -> told.add(new Told(kind, record, true))));
            now.forEach((kind, records) -> records.forEach(record -> told.add(new Told(kind, record, false))));
        }
        told.addAll(
                List.copyOf(told).stream().filter(one -> random.nextInt(3) == 0).toList());
        Collections.shuffle(told, random);
        return told.subList(told.size() / 10, told.size());
    }

    /** A platform with a catalog of its own. */
    private static final class Platform implements AutoCloseable, Fetcher {

        private static final IntegrationId ID = Bench.AGENT.id();

        private final PortServer port;
        private final PortCatalog catalog;
        private final ReplayedLedger ledger;
        private final SyncEngine engine;
        private final RecordSync records;
        private Map<String, List<JsonNode>> held = Map.of();

        Platform(Path data, World world) throws Exception {
            port = new PortServer(new Shelves(List.of()), new PagedSource(1, Map.of()));
            catalog = Parts.catalog(port.url(), data);
            ledger = new ReplayedLedger(data.resolve("ledger"));
            var reconciler = Parts.reconciler(data);
            var integrations = new One(
                    new Integration(ID, "Mini", "1.2.3", State.READY, "", "mini.yaml", true, world.mapping(), ""),
                    Defaults.NONE);
            engine = ReplayedEngine.over(
                    integrations, this, JqMapper.standard(), reconciler, catalog, ledger.ledger(), data);
            records = new InstanceRecords(
                    new Stages(integrations, catalog, JqMapper.standard(), reconciler, ledger.ledger(), engine));
        }

        void resync(World world) throws Exception {
            held = world.records();
            RunReport report = engine.await(engine.start(ID, new Trigger.Once()), Duration.ofMinutes(2))
                    .orElseThrow();
            assertThat(report.status()).as(report.toString()).isEqualTo(Status.COMPLETE);
        }

        void hear(List<Told> told) throws Exception {
            for (Told one : told) {
                var session = records.open(ID);
                session.write(session.resources().stream()
                        .filter(resource -> resource.kind().name().equals(one.kind()))
                        .map(resource -> new RecordChange(resource, one.record(), one.gone()))
                        .toList());
            }
        }

        /** What the catalog holds, without what is null: the catalog takes that for absent. */
        Map<String, JsonNode> entities() {
            var all = new TreeMap<String, JsonNode>();
            port.shelves().entities().forEach((name, entity) -> all.put(name, withoutNulls(entity)));
            return all;
        }

        private static JsonNode withoutNulls(JsonNode entity) {
            ObjectNode plain = entity.deepCopy();
            plain.properties().removeIf(field -> field.getValue().isNull());
            plain.path("properties")
                    .properties()
                    .removeIf(field -> field.getValue().isNull());
            return plain;
        }

        @Override
        public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
                throws InterruptedException {
            sink.page("", held.getOrDefault(resource.kind().name(), List.of()), null);
            sink.ended("", null);
            return new Fetched(List.of(), false, false);
        }

        @Override
        public Fetched starting(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public Fetched completed(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public List<ProviderStatus> providers() {
            return List.of();
        }

        @Override
        public void close() {
            catalog.close();
            ledger.close();
            port.close();
        }
    }
}
