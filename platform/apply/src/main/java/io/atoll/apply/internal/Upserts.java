package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates and updates entities in bulk requests: up to {@value #LARGEST} of one blueprint, and up to 1 MiB. */
final class Upserts {

    private static final int LARGEST = 20;
    private static final int LONGEST = 1024 * 1024;
    private static final int TOO_LARGE = 413;
    private static final String NOT_FOUND_BY_SEARCH = "unknown";
    private static final String OPENING = "{\"entities\":[";
    private static final String CLOSING = "]}";
    private static final int ENVELOPE = OPENING.length() + CLOSING.length();

    private final PortClient client;
    private final Agent agent;

    Upserts(PortClient client, Agent agent) {
        this.client = client;
        this.agent = agent;
    }

    /**
     * An entity on its way.
     *
     * @param place its index in the list of the caller
     * @param json how it is written
     * @param length of the JSON in bytes
     */
    private record Item(int place, String json, int length) {

        static Item of(int place, Entity entity) {
            String json = EntityWire.write(entity).toString();
            return new Item(place, json, json.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /** Writes them; one outcome for each, in their order. */
    List<Outcome> write(List<Entity> entities, Mapping.Options options, String runId)
            throws CatalogException, InterruptedException {
        Map<String, List<Item>> byBlueprint = new LinkedHashMap<>();
        for (int place = 0; place < entities.size(); place++) {
            Entity entity = entities.get(place);
            byBlueprint
                    .computeIfAbsent(entity.blueprint(), blueprint -> new ArrayList<>())
                    .add(Item.of(place, entity));
        }
        Ledger ledger = new Ledger(entities.size());
        for (Map.Entry<String, List<Item>> group : byBlueprint.entrySet()) {
            Route route = route(group.getKey(), options, runId);
            for (List<Item> slice : slices(group.getValue())) {
                ledger.send(places(slice), () -> send(route, slice, ledger));
            }
        }
        return ledger.close();
    }

    private static Route route(String blueprint, Mapping.Options options, String runId) {
        return Route.of("blueprints", blueprint, "entities", "bulk")
                .with("upsert", true)
                .with("merge", options.merge())
                .with("create_missing_related_entities", options.createMissingRelated())
                .with("validation_only", false)
                .with("ocean_info_event_type", "resync")
                .with("ocean_info_resync_id", runId);
    }

    private static List<List<Item>> slices(List<Item> items) {
        List<List<Item>> slices = new ArrayList<>();
        List<Item> slice = new ArrayList<>();
        int length = ENVELOPE;
        for (Item item : items) {
            boolean full = slice.size() == LARGEST || length + item.length() > LONGEST;
            if (full && !slice.isEmpty()) {
                slices.add(slice);
                slice = new ArrayList<>();
                length = ENVELOPE;
            }
            slice.add(item);
            length += item.length() + 1;
        }
        slices.add(slice);
        return slices;
    }

    private void send(Route route, List<Item> slice, Ledger ledger) throws CatalogException, InterruptedException {
        Call call = Call.repeatablePost(route, agent, body(slice)).asExporter();
        try {
            acknowledge(client.send(call, Body.OBJECT), slice, ledger);
        } catch (Refusal refusal) {
            if (refusal.status() == TOO_LARGE && slice.size() > 1) {
                int half = slice.size() / 2;
                send(route, slice.subList(0, half), ledger);
                send(route, slice.subList(half, slice.size()), ledger);
            } else {
                places(slice).forEach(place -> ledger.enter(place, new Refused(refusal.status(), refusal.reason())));
            }
        }
    }

    private static byte[] body(List<Item> slice) {
        return slice.stream()
                .map(Item::json)
                .collect(Collectors.joining(",", OPENING, CLOSING))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Enters what the answer says of each item; an item that is among both lists was refused. */
    private static void acknowledge(JsonNode answer, List<Item> slice, Ledger ledger) {
        for (JsonNode done : answer.path("entities")) {
            enter(done, slice, ledger, new Done());
        }
        for (JsonNode error : answer.path("errors")) {
            enter(error, slice, ledger, refused(error));
        }
    }

    private static void enter(JsonNode entry, List<Item> slice, Ledger ledger, Outcome outcome) {
        int index = entry.path("index").asInt(-1);
        if (index >= 0 && index < slice.size()) {
            ledger.enter(slice.get(index).place(), outcome);
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

    private static List<Integer> places(List<Item> slice) {
        return slice.stream().map(Item::place).toList();
    }
}
