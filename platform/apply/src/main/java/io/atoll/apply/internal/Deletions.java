package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Deletes entities in bulk requests of up to {@value #LARGEST} of one blueprint.
 *
 * <p>The catalog refuses a whole request if one of its entities is needed by another one. Such a request is divided until the entity
 * stands alone; and as long as that frees others, what was refused is tried again, so that the order of the names does not matter.
 */
final class Deletions {

    private static final int LARGEST = 100;
    private static final int LARGEST_SEARCH = 50;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> DIVIDED = Set.of(409, 413, 422);

    private final PortClient client;
    private final Agent agent;
    private final List<Ref> refs;
    private final Ledger ledger;
    private final Mapping.Options options;
    private final String runId;

    private Deletions(PortClient client, Agent agent, List<Ref> refs, Mapping.Options options, String runId) {
        this.client = client;
        this.agent = agent;
        this.refs = refs;
        this.ledger = new Ledger(refs.size());
        this.options = options;
        this.runId = runId;
    }

    /** Deletes them; one outcome for each, in their order. */
    static List<Outcome> delete(PortClient client, Agent agent, List<Ref> refs, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        return new Deletions(client, agent, refs, options, runId).run();
    }

    private List<Outcome> run() throws CatalogException, InterruptedException {
        List<Integer> places = IntStream.range(0, refs.size()).boxed().toList();
        int before;
        do {
            before = places.size();
            pass(places);
            places = places.stream().filter(this::needed).toList();
        } while (!places.isEmpty() && places.size() < before);
        return ledger.close();
    }

    private boolean needed(int place) {
        return ledger.outcome(place) instanceof Refused refused && DIVIDED.contains(refused.status());
    }

    private void pass(List<Integer> places) throws InterruptedException {
        Map<String, List<Integer>> byBlueprint = new LinkedHashMap<>();
        for (int place : places) {
            byBlueprint
                    .computeIfAbsent(refs.get(place).blueprint(), blueprint -> new ArrayList<>())
                    .add(place);
        }
        for (Map.Entry<String, List<Integer>> group : byBlueprint.entrySet()) {
            for (List<Integer> chunk : chunks(group.getValue(), LARGEST)) {
                ledger.send(chunk, () -> send(group.getKey(), chunk));
            }
        }
    }

    private void send(String blueprint, List<Integer> chunk) throws CatalogException, InterruptedException {
        Route route = Route.of("blueprints", blueprint, "bulk", "entities", "delete")
                .with("delete_dependents", options.deleteDependents())
                .with("ocean_info_event_type", "resync")
                .with("ocean_info_resync_id", runId);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("entities", identifiers(chunk));
        Call call = Call.repeatablePost(route, agent, body).asExporter();
        try {
            acknowledge(blueprint, texts(client.send(call, Body.OBJECT).path("deletedEntities")), chunk);
        } catch (Refusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                acknowledge(blueprint, Set.of(), chunk);
            } else if (DIVIDED.contains(refusal.status()) && chunk.size() > 1) {
                int half = chunk.size() / 2;
                send(blueprint, chunk.subList(0, half));
                send(blueprint, chunk.subList(half, chunk.size()));
            } else {
                chunk.forEach(place -> ledger.enter(place, new Refused(refusal.status(), refusal.reason())));
            }
        }
    }

    private void acknowledge(String blueprint, Set<String> deleted, List<Integer> chunk)
            throws CatalogException, InterruptedException {
        List<Integer> missing = new ArrayList<>();
        for (int place : chunk) {
            if (deleted.contains(identifier(place))) {
                ledger.enter(place, new Done());
            } else {
                missing.add(place);
            }
        }
        for (List<Integer> part : chunks(missing, LARGEST_SEARCH)) {
            Set<String> alive = alive(blueprint, part);
            for (int place : part) {
                ledger.enter(
                        place,
                        alive.contains(identifier(place))
                                ? new Refused(0, "the catalog accepted the deletion and still holds the entity")
                                : new Done());
            }
        }
    }

    /** Those of the entities that the catalog still holds, whoever owns them. */
    private Set<String> alive(String blueprint, List<Integer> places) throws CatalogException, InterruptedException {
        Route route = Route.of("entities", "search")
                .with("exclude_calculated_properties", true)
                .with("include", "blueprint")
                .with("include", "identifier");
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("combinator", "and");
        ArrayNode rules = query.putArray("rules");
        rules.addObject().put("property", "$identifier").put("operator", "in").set("value", identifiers(places));
        rules.addObject().put("property", "$blueprint").put("operator", "=").put("value", blueprint);
        return client.require(Call.repeatablePost(route, agent, query).asExporter(), parser -> {
            JsonNode answer = Body.OBJECT.read(parser);
            if (!answer.path("ok").asBoolean() || !answer.path("entities").isArray()) {
                throw new Unrepeatable("the search does not say ok:true, or holds no entities");
            }
            Set<String> alive = new HashSet<>();
            answer.path("entities")
                    .forEach(entity -> alive.add(entity.path("identifier").asText()));
            return alive;
        });
    }

    private ArrayNode identifiers(List<Integer> places) {
        ArrayNode identifiers = JsonNodeFactory.instance.arrayNode();
        places.forEach(place -> identifiers.add(identifier(place)));
        return identifiers;
    }

    private String identifier(int place) {
        return refs.get(place).identifier();
    }

    private static Set<String> texts(Iterable<JsonNode> nodes) {
        Set<String> texts = new HashSet<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static List<List<Integer>> chunks(List<Integer> places, int largest) {
        List<List<Integer>> chunks = new ArrayList<>();
        for (int from = 0; from < places.size(); from += largest) {
            chunks.add(places.subList(from, Math.min(from + largest, places.size())));
        }
        return chunks;
    }
}
