package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.RefusalText;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Creates and updates entities in bulk requests: up to {@value #LARGEST} of one blueprint, and up to 1 MiB. Thread-safe.
 *
 * <p>A request that is refused for one of its entities, or as too long, is divided until that entity stands alone; after one that was too
 * long, the next ones are shorter. What an answer does not mention is sent once more, alone.
 */
public final class Upserts {

    private static final int LARGEST = 20;
    private static final int LONGEST = 1024 * 1024;
    private static final int SHORTEST_LIMIT = 64 * 1024;
    private static final int TOO_LONG = 413;
    private static final Set<Integer> DIVIDED = Set.of(400, TOO_LONG, 422);
    private static final String NOT_FOUND_BY_SEARCH = "unknown";

    private final Session session;
    private final AtomicInteger longest = new AtomicInteger(LONGEST);
    private final AtomicInteger longestAccepted = new AtomicInteger(SHORTEST_LIMIT);

    public Upserts(Session session) {
        this.session = session;
    }

    /** Writes them; one outcome for each, in their order. */
    public List<Outcome> write(List<Entity> entities, Mapping.Options options, Occasion occasion)
            throws CatalogException, InterruptedException {
        return new Write(entities.size(), options, occasion).all(entities);
    }

    /** One write, with its books. */
    private final class Write {

        private final Mapping.Options options;
        private final Occasion occasion;
        private final Ledger ledger;

        Write(int size, Mapping.Options options, Occasion occasion) {
            this.options = options;
            this.occasion = occasion;
            this.ledger = new Ledger(size);
        }

        List<Outcome> all(List<Entity> entities) throws CatalogException, InterruptedException {
            Map<String, Bulk> open = new LinkedHashMap<>();
            for (int place = 0; place < entities.size(); place++) {
                Entity entity = entities.get(place);
                Bulk.Item item = Bulk.Item.of(place, entity);
                Bulk bulk = open.computeIfAbsent(entity.blueprint(), Bulk::new);
                if (!bulk.isEmpty() && (bulk.size() == LARGEST || bulk.lengthWith(item) > longest.get())) {
                    send(bulk);
                    bulk = new Bulk(entity.blueprint());
                    open.put(entity.blueprint(), bulk);
                }
                bulk.add(item);
            }
            for (Bulk bulk : open.values()) {
                send(bulk);
            }
            return ledger.close();
        }

        private void send(Bulk whole) throws InterruptedException {
            Deque<Bulk> due = new ArrayDeque<>(List.of(whole));
            while (!due.isEmpty()) {
                Bulk bulk = due.pop();
                ledger.send(bulk.places(), () -> send(bulk, due));
            }
        }

        private void send(Bulk bulk, Deque<Bulk> due) throws CatalogException, InterruptedException {
            Route route =
                    EntityWire.written(Route.of("blueprints", bulk.blueprint(), "entities", "bulk"), options, occasion);
            try {
                acknowledge(session.send(Call.repeatablePost(route, bulk.body()).owning(), Body.OBJECT), bulk);
            } catch (Refusal refusal) {
                if (refusal.status() == TOO_LONG) {
                    int shorter = Math.max(longestAccepted.get(), bulk.length() / 2);
                    longest.accumulateAndGet(shorter, Math::min);
                }
                if (DIVIDED.contains(refusal.status()) && bulk.size() > 1) {
                    due.push(bulk.secondHalf());
                    due.push(bulk.firstHalf());
                } else {
                    bulk.places()
                            .forEach(place -> ledger.enter(place, new Refused(refusal.status(), refusal.reason())));
                }
                return;
            }
            longestAccepted.accumulateAndGet(bulk.length(), Math::max);
            List<Bulk.Item> silent = bulk.items().stream()
                    .filter(item -> ledger.outcome(item.place()) == null)
                    .toList();
            if (!silent.isEmpty() && !bulk.repeated()) {
                due.push(bulk.repeatOf(silent));
            }
        }

        /** Enters what the answer says of each item; an item that is among both lists was refused. */
        private void acknowledge(JsonNode answer, Bulk bulk) {
            for (JsonNode done : answer.path("entities")) {
                enter(done, bulk, new Done());
            }
            for (JsonNode error : answer.path("errors")) {
                enter(error, bulk, refused(error));
            }
        }

        private void enter(JsonNode entry, Bulk bulk, Outcome outcome) {
            Bulk.@Nullable Item item = bulk.find(
                    entry.path("index").asInt(-1), entry.path("identifier").asText());
            if (item != null) {
                ledger.enter(item.place(), outcome);
            }
        }
    }

    private static Refused refused(JsonNode error) {
        int status = error.path("statusCode").asInt();
        String said = RefusalText.of(error);
        return error.path("identifier").asText().equals(NOT_FOUND_BY_SEARCH)
                ? new Refused(
                        status, "the search that stands for its identifier does not match exactly one entity: " + said)
                : new Refused(status, said);
    }
}
