package io.atoll.apply.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.apply.internal.Recordings;
import io.atoll.apply.internal.client.FakePort;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A third party with recorded records, and the published mapping of them.
 *
 * @param name of the integration
 * @param mapping a document; every record of a kind goes through every resource of that kind
 * @param records by kind
 */
record World(String name, JsonNode mapping, Map<String, List<JsonNode>> records) {

    /** So many mappings of an integration, each with a record, say enough. */
    private static final int CASES = 8;

    /** One for each integration of the corpus: of its mappings, those which make entities that have names. */
    static List<World> recorded(Random random) throws IOException {
        var cases = new TreeMap<String, List<JsonNode>>();
        try (Stream<String> lines = Files.lines(Recordings.corpus("mapping-cases.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode one = FakePort.JSON.readTree(line);
                if (named(one.path("expected")) && !one.has("volatile_fields")) {
                    cases.computeIfAbsent(one.path("integration").asText(), name -> new ArrayList<>())
                            .add(one);
                }
            }
        }
        return cases.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), random))
                .toList();
    }

    /** The one whose events Ocean was recorded with, as far as its requests tell: what it wrote, and what it looked for to delete it. */
    static World liveEvents() throws IOException {
        var records = new TreeMap<String, ObjectNode>();
        for (JsonNode request : Recordings.find().read(Scenario.LIVE_EVENTS.recording())) {
            Stream.concat(
                            request.path("b").findValuesAsText("identifier").stream(),
                            request.path("b").findValuesAsText("value").stream())
                    .filter(name -> name.matches("\\d+-\\d+"))
                    .forEach(name -> {
                        String[] parts = name.split("-");
                        records.computeIfAbsent(
                                        parts[0],
                                        id -> FakePort.JSON
                                                .createObjectNode()
                                                .put("id", id)
                                                .put("x", "q"))
                                .withArray("arr")
                                .addObject()
                                .put("k", Integer.parseInt(parts[1]));
                    });
        }
        JsonNode mapping = Scenario.LIVE_EVENTS.document();
        return new World("live events", mapping, Map.of("gen", List.copyOf(records.values())));
    }

    private static boolean named(JsonNode expected) {
        List<JsonNode> entities = expected.isArray() ? expected.valueStream().toList() : List.of(expected);
        return !entities.isEmpty()
                && entities.stream()
                        .allMatch(entity -> entity.path("identifier").isTextual()
                                && entity.path("blueprint").isTextual());
    }

    private static World of(String name, List<JsonNode> cases, Random random) {
        Collections.shuffle(cases, random);
        ObjectNode mapping = nothing();
        var records = new TreeMap<String, List<JsonNode>>();
        for (JsonNode one : cases.subList(0, Math.min(CASES, cases.size()))) {
            ObjectNode resource = one.path("mapping").deepCopy();
            // The catalog of these tests has no relations; those are mapped as properties are.
            ((ObjectNode) resource.at("/port/entity/mappings")).remove("relations");
            mapping.withArray("resources").add(resource);
            records.computeIfAbsent(one.path("kind").asText(), kind -> new ArrayList<>())
                    .add(one.path("raw"));
        }
        return new World(name, mapping, records);
    }

    /** A mapping without resources that lets everything be deleted. */
    private static ObjectNode nothing() {
        ObjectNode mapping = FakePort.JSON
                .createObjectNode()
                .put("deleteDependentEntities", true)
                .put("createMissingRelatedEntities", true)
                .put("enableMergeEntity", true)
                .put("entityDeletionThreshold", 1);
        mapping.putArray("resources");
        return mapping;
    }

    /** The same one some time later: some records are gone, some are others; of each kind one is left, as a kind never empties unasked. */
    World later(Random random) {
        var later = new TreeMap<String, List<JsonNode>>();
        records.forEach((kind, all) -> later.put(
                kind,
                IntStream.range(0, all.size())
                        .filter(i -> i == 0 || random.nextInt(4) > 0)
                        .mapToObj(all::get)
                        .map(record -> random.nextBoolean() ? record : changed(record, random))
                        .toList()));
        return new World(name, mapping, later);
    }

    /** A record with another text somewhere. */
    private static JsonNode changed(JsonNode record, Random random) {
        JsonNode changed = record.deepCopy();
        var holders = new ArrayList<Runnable>();
        collect(changed, holders, random);
        if (!holders.isEmpty()) {
            holders.get(random.nextInt(holders.size())).run();
        }
        return changed;
    }

    private static void collect(JsonNode node, List<Runnable> changes, Random random) {
        if (node instanceof ObjectNode object) {
            for (var field : List.copyOf(object.properties())) {
                if (field.getValue().isTextual()) {
                    changes.add(() -> object.set(field.getKey(), new TextNode("text " + random.nextInt(1000))));
                } else {
                    collect(field.getValue(), changes, random);
                }
            }
        } else {
            node.forEach(one -> collect(one, changes, random));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
