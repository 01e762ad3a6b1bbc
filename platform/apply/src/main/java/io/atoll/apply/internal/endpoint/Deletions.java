package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
public final class Deletions {

    private static final int LARGEST = 100;
    private static final int LARGEST_SEARCH = 50;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> DIVIDED = Set.of(409, 413, 422);

    private final Session session;
    private final EntitySearch search;
    private final List<Ref> refs;
    private final Ledger ledger;
    private final Mapping.Options options;
    private final Occasion occasion;

    private Deletions(Session session, List<Ref> refs, Mapping.Options options, Occasion occasion) {
        this.session = session;
        this.search = new EntitySearch(session);
        this.refs = refs;
        this.ledger = new Ledger(refs.size());
        this.options = options;
        this.occasion = occasion;
    }

    /** Deletes them; one outcome for each, in their order. */
    public static List<Outcome> delete(Session session, List<Ref> refs, Mapping.Options options, Occasion occasion)
            throws CatalogException, InterruptedException {
        return new Deletions(session, refs, options, occasion).run();
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
                send(group.getKey(), chunk);
            }
        }
    }

    private void send(String blueprint, List<Integer> whole) throws InterruptedException {
        Deque<List<Integer>> due = new ArrayDeque<>(List.of(whole));
        while (!due.isEmpty()) {
            List<Integer> chunk = due.pop();
            ledger.send(chunk, () -> send(blueprint, chunk, due));
        }
    }

    private void send(String blueprint, List<Integer> chunk, Deque<List<Integer>> due)
            throws CatalogException, InterruptedException {
        Route route = Route.of("blueprints", blueprint, "bulk", "entities", "delete")
                .with("delete_dependents", options.deleteDependents());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("entities", identifiers(chunk));
        Call call = Call.repeatablePost(occasion.of(route), body).owning();
        try {
            acknowledge(blueprint, texts(session.send(call, Body.OBJECT).path("deletedEntities")), chunk);
        } catch (Refusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                acknowledge(blueprint, Set.of(), chunk);
            } else if (DIVIDED.contains(refusal.status()) && chunk.size() > 1) {
                int half = chunk.size() / 2;
                due.push(chunk.subList(half, chunk.size()));
                due.push(chunk.subList(0, half));
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
        List<String> identifiers = places.stream().map(this::identifier).toList();
        Set<String> alive = new HashSet<>();
        for (Entity entity : search.find(EntitySearch.named(blueprint, identifiers), List.of())) {
            alive.add(entity.identifier().asText());
        }
        return alive;
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
