package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.TooLong;
import io.atoll.apply.internal.client.Unrepeatable;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a catalog as documents: short lists at once, entities page by page. */
final class Reading {

    private static final long LONGEST_ANSWER = 64L * 1024 * 1024;

    /** Reads what {@link Body#OBJECT} does, with numbers as they are written. */
    private static final Body<ObjectNode> OBJECT = new Body<>() {

        @Override
        public ObjectNode read(JsonParser parser) throws IOException {
            Body.begin(parser);
            JsonNode node = Json.MAPPER.readTree(parser);
            if (node instanceof ObjectNode object && object.path("ok").asBoolean()) {
                return object;
            }
            throw new Unrepeatable("the answer is not a JSON object that says ok:true");
        }

        @Override
        public long longest() {
            return LONGEST_ANSWER;
        }
    };

    private final Session session;

    Reading(Session session) {
        this.session = session;
    }

    /** Takes an entity. */
    @FunctionalInterface
    interface Taker {
        void take(ObjectNode entity) throws IOException;
    }

    /** All of a list that the catalog gives at once. */
    List<ObjectNode> list(Route route, String key) throws CatalogException, InterruptedException {
        return objects(Call.get(route), key, session.require(Call.get(route), OBJECT));
    }

    /** The items of the sidebar: folders and pages. */
    List<ObjectNode> sidebar() throws CatalogException, InterruptedException {
        Call call = Call.get(Route.of("sidebars", "catalog"));
        return session.require(call, OBJECT).path("sidebar") instanceof ObjectNode sidebar
                ? objects(call, "items", sidebar)
                : List.of();
    }

    /** How many entities a blueprint has. */
    long count(String blueprint) throws CatalogException, InterruptedException {
        Route route = Route.of("blueprints", blueprint, "entities-count");
        return session.require(Call.get(route), OBJECT).path("count").asLong();
    }

    /** Whether somebody owns anything. */
    boolean owns(Owner owner) throws CatalogException, InterruptedException {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("datasource_prefix", owner.prefix())
                .put("datasource_suffix", owner.suffix())
                .put("limit", 1);
        Call call = Call.repeatablePost(Route.of("blueprints", "entities", "datasource-entities"), body);
        return !objects(call, "entities", session.require(call, OBJECT)).isEmpty();
    }

    /** The entities of a blueprint that a search finds, without what the catalog computes. */
    void entities(String blueprint, ObjectNode query, Taker taker)
            throws CatalogException, IOException, InterruptedException {
        int size = session.limits().pageSize();
        Route route =
                Route.of("blueprints", blueprint, "entities", "search").with("exclude_calculated_properties", true);
        String from = null;
        do {
            ObjectNode body = Json.MAPPER.createObjectNode().put("limit", size);
            body.set("query", query);
            if (from != null) {
                body.put("from", from);
            }
            Call call = Call.repeatablePost(route, body);
            ObjectNode page;
            try {
                page = session.require(call, OBJECT);
            } catch (CatalogException e) {
                if (size > 1 && e.getCause() instanceof TooLong) {
                    size /= 2;
                    continue;
                }
                throw e;
            }
            for (ObjectNode entity : objects(call, "entities", page)) {
                taker.take(entity);
            }
            String next = text(page.path("next"));
            if (next != null && next.equals(from)) {
                throw new CatalogException(
                        call + ": the listing does not go on after a page; it is not complete", null);
            }
            from = next;
            if (from == null) {
                return;
            }
        } while (true);
    }

    private static @Nullable String text(JsonNode next) {
        return next.asText("").isEmpty() ? null : next.asText();
    }

    private static List<ObjectNode> objects(Call call, String key, ObjectNode answer) throws CatalogException {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode each : answer.path(key)) {
            if (!(each instanceof ObjectNode object)) {
                throw new CatalogException(call + ": '" + key + "' holds something else than objects", null);
            }
            objects.add(object);
        }
        if (!answer.path(key).isArray()) {
            throw new CatalogException(call + ": the answer holds no list '" + key + "'", null);
        }
        return objects;
    }
}
