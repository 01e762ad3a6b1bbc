package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.spi.IntegrationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Creates the default blueprints of an integration: all of them, or none.
 *
 * <p>As they may refer to one another in circles, they are created in three stages: without relations and computed properties, then with
 * relations, then whole. A {@linkplain InstallationNote note} is kept meanwhile, by which a later process goes on with those that this one
 * leaves half done.
 */
final class DefaultBlueprints {

    private static final Set<String> COMPUTED =
            Set.of("calculationProperties", "mirrorProperties", "aggregationProperties");
    private static final Set<String> LINKS = Set.of("relations", "ownership", "teamInheritance");

    private final IntegrationId id;
    private final Blueprints blueprints;
    private final InstallationNote note;

    DefaultBlueprints(IntegrationId id, Blueprints blueprints, InstallationNote note) {
        this.id = id;
        this.blueprints = blueprints;
        this.note = note;
    }

    /** Those of the documents whose blueprints the catalog has already, by identifier. */
    List<String> existing(List<JsonNode> documents) throws CatalogException, InterruptedException {
        List<String> existing = new ArrayList<>();
        for (JsonNode document : documents) {
            if (blueprints.find(identifier(document)).isPresent()) {
                existing.add(identifier(document));
            }
        }
        return existing;
    }

    /**
     * Creates them, and goes on with those that are there already.
     *
     * @param present the identifiers of those that are there
     * @throws CatalogException if one could not be created; all were then deleted again, or the message names what is left
     */
    void create(List<JsonNode> documents, Collection<String> present) throws CatalogException, InterruptedException {
        if (!documents.isEmpty()) {
            note.write(documents.stream().map(DefaultBlueprints::identifier).toList());
        }
        Deque<JsonNode> created = new ArrayDeque<>();
        try {
            for (JsonNode document : documents) {
                if (present.contains(identifier(document))) {
                    created.push(document);
                } else {
                    create(document, created);
                }
            }
            for (JsonNode document : documents) {
                complete(document, without(document, COMPUTED), LINKS);
            }
            for (JsonNode document : documents) {
                complete(document, document, COMPUTED);
            }
        } catch (CatalogException e) {
            List<String> remains = remains(created);
            if (remains.isEmpty()) {
                note.delete();
            }
            throw new CatalogException(
                    "the default blueprints of " + id + " could not be created: " + e.getMessage() + told(remains), e);
        }
    }

    /** Counts one as created unless the catalog says that it is not: an answer may be lost when the work is done. */
    private void create(JsonNode document, Deque<JsonNode> created) throws CatalogException, InterruptedException {
        created.push(document);
        try {
            blueprints.create(without(without(document, COMPUTED), LINKS));
        } catch (CatalogException e) {
            if (e.getCause() instanceof Refusal) {
                created.pop();
            }
            throw e;
        }
    }

    private void complete(JsonNode document, JsonNode stage, Set<String> added)
            throws CatalogException, InterruptedException {
        if (added.stream().anyMatch(document::has)) {
            blueprints.change(identifier(document), stage);
        }
    }

    /** Deletes what was created, the last one first, and gives what could not be deleted. */
    private List<String> remains(Deque<JsonNode> created) throws InterruptedException {
        List<String> remains = new ArrayList<>();
        for (JsonNode document : created) {
            try {
                blueprints.delete(identifier(document));
            } catch (CatalogException e) {
                remains.add(identifier(document));
            }
        }
        return remains;
    }

    private static String told(List<String> remains) {
        return remains.isEmpty()
                ? ""
                : "; delete these by hand, as they could not be taken back: " + String.join(", ", remains);
    }

    private static ObjectNode without(JsonNode document, Set<String> keys) {
        return document.<ObjectNode>deepCopy().remove(keys);
    }

    /** The identifier of a blueprint. */
    static String identifier(JsonNode document) {
        return document.path("identifier").asText();
    }
}
