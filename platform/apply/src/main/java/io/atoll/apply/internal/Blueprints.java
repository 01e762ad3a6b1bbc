package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates the default blueprints of an integration: all of them, or none.
 *
 * <p>As they may refer to one another in circles, they are created in three stages: without relations and computed properties, then with
 * relations, then whole.
 */
final class Blueprints {

    private static final Set<String> COMPUTED =
            Set.of("calculationProperties", "mirrorProperties", "aggregationProperties");
    private static final Set<String> LINKS = Set.of("relations", "ownership", "teamInheritance");

    private final PortClient client;
    private final Agent agent;

    Blueprints(PortClient client, Agent agent) {
        this.client = client;
        this.agent = agent;
    }

    /** Those of the documents whose blueprints the catalog has already, by identifier. */
    List<String> existing(List<JsonNode> documents) throws CatalogException, InterruptedException {
        List<String> existing = new ArrayList<>();
        for (JsonNode document : documents) {
            Call call = Call.get(route(document), agent);
            if (client.find(call, Body.ANYTHING).isPresent()) {
                existing.add(identifier(document));
            }
        }
        return existing;
    }

    /**
     * Creates them.
     *
     * @throws CatalogException if one could not be created; those created before were then deleted again, or the message names them
     */
    void create(List<JsonNode> documents) throws CatalogException, InterruptedException {
        Deque<JsonNode> created = new ArrayDeque<>();
        try {
            for (JsonNode document : documents) {
                client.require(
                        Call.post(Route.of("blueprints"), agent, without(without(document, COMPUTED), LINKS))
                                .asExporter(),
                        Body.ANYTHING);
                created.push(document);
            }
            for (JsonNode document : documents) {
                complete(document, without(document, COMPUTED), LINKS);
            }
            for (JsonNode document : documents) {
                complete(document, document, COMPUTED);
            }
        } catch (CatalogException e) {
            throw new CatalogException(
                    "the default blueprints of " + agent.id() + " could not be created: " + e.getMessage()
                            + remains(created),
                    e);
        }
    }

    /** The blueprint that each relation of a blueprint points to; empty if the catalog has no such blueprint. */
    Map<String, String> relationTargets(String blueprint) throws CatalogException, InterruptedException {
        Map<String, String> targets = new HashMap<>();
        client.find(Call.get(Route.of("blueprints", blueprint), agent), Body.OBJECT)
                .ifPresent(found -> found.path("blueprint")
                        .path("relations")
                        .properties()
                        .forEach(relation -> targets.put(
                                relation.getKey(),
                                relation.getValue().path("target").asText())));
        return targets;
    }

    private void complete(JsonNode document, JsonNode stage, Set<String> added)
            throws CatalogException, InterruptedException {
        if (added.stream().anyMatch(document::has)) {
            client.require(Call.patch(route(document), agent, stage).asExporter(), Body.ANYTHING);
        }
    }

    /** Deletes what was created, the last one first, and says what could not be deleted. */
    private String remains(Deque<JsonNode> created) throws InterruptedException {
        List<String> remains = new ArrayList<>();
        for (JsonNode document : created) {
            try {
                client.require(Call.delete(route(document), agent), Body.ANYTHING);
            } catch (CatalogException e) {
                remains.add(identifier(document));
            }
        }
        return remains.isEmpty()
                ? ""
                : "; delete these by hand, as they could not be taken back: " + String.join(", ", remains);
    }

    private static ObjectNode without(JsonNode document, Set<String> keys) {
        return document.<ObjectNode>deepCopy().remove(keys);
    }

    private static Route route(JsonNode document) {
        return Route.of("blueprints", identifier(document));
    }

    private static String identifier(JsonNode document) {
        return document.path("identifier").asText();
    }
}
