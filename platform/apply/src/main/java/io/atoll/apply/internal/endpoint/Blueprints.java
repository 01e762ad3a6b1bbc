package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
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
public final class Blueprints {

    private static final Set<String> COMPUTED =
            Set.of("calculationProperties", "mirrorProperties", "aggregationProperties");
    private static final Set<String> LINKS = Set.of("relations", "ownership", "teamInheritance");

    private final Session session;

    public Blueprints(Session session) {
        this.session = session;
    }

    /** Those of the documents whose blueprints the catalog has already, by identifier. */
    public List<String> existing(List<JsonNode> documents) throws CatalogException, InterruptedException {
        List<String> existing = new ArrayList<>();
        for (JsonNode document : documents) {
            Call call = Call.get(route(document));
            if (session.find(call, Body.ANYTHING).isPresent()) {
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
    public void create(List<JsonNode> documents) throws CatalogException, InterruptedException {
        Deque<JsonNode> created = new ArrayDeque<>();
        try {
            for (JsonNode document : documents) {
                session.require(
                        Call.post(Route.of("blueprints"), without(without(document, COMPUTED), LINKS))
                                .owning(),
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
                    "the default blueprints of " + session.agent().id() + " could not be created: " + e.getMessage()
                            + remains(created),
                    e);
        }
    }

    /** The blueprint that each relation of a blueprint points to; empty if the catalog has no such blueprint. */
    public Map<String, String> relationTargets(String blueprint) throws CatalogException, InterruptedException {
        Map<String, String> targets = new HashMap<>();
        session.find(Call.get(Route.of("blueprints", blueprint)), Body.OBJECT)
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
            session.require(Call.patch(route(document), stage).owning(), Body.ANYTHING);
        }
    }

    /** Deletes what was created, the last one first, and says what could not be deleted. */
    private String remains(Deque<JsonNode> created) throws InterruptedException {
        List<String> remains = new ArrayList<>();
        for (JsonNode document : created) {
            try {
                session.require(Call.delete(route(document)), Body.ANYTHING);
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
