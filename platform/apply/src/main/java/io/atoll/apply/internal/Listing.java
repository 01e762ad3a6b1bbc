package io.atoll.apply.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists the entities that carry the stamp of an integration, page by page.
 *
 * <p>A page is handed over when it was read whole, so that reading it again after a fault repeats nothing; one page is in memory at a
 * time. The last page has no {@code next}: it is null, empty or absent.
 */
final class Listing {

    private static final Route ROUTE =
            Route.of("blueprints", "entities", "datasource-entities").with("exclude_calculated_properties", true);

    private final PortClient client;
    private final Agent agent;

    Listing(PortClient client, Agent agent) {
        this.client = client;
        this.agent = agent;
    }

    private record Page(List<Entity> entities, @Nullable String next) {}

    /**
     * Lists all of them.
     *
     * @throws CatalogException if a page could not be had, is not whole, or the pages go round in circles
     */
    void all(Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        String from = null;
        String landmark = null;
        long pages = 0;
        long moveAt = 1;
        do {
            Call call = Call.repeatablePost(ROUTE, agent, request(from)).asExporter();
            Page page = client.require(call, this::page);
            page.entities().forEach(consumer);
            from = page.next();
            if (from != null && from.equals(landmark)) {
                throw new CatalogException(
                        call + ": the listing came back to a page that it had given before, after " + (pages + 1)
                                + " pages; it is not complete",
                        null);
            }
            // The landmark moves to every page whose number is a power of two, so that a circle of any length is found.
            if (++pages == moveAt) {
                landmark = from;
                moveAt *= 2;
            }
        } while (from != null);
    }

    private ObjectNode request(@Nullable String from) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("datasource_prefix", agent.prefix())
                .put("datasource_suffix", agent.suffix())
                .put("limit", client.limits().pageSize());
        return from == null ? request : request.put("from", from);
    }

    private Page page(JsonParser parser) throws IOException {
        boolean ok = false;
        List<Entity> entities = null;
        String next = null;
        expect(parser.nextToken() == JsonToken.START_OBJECT, "the listing is not a JSON object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "ok" -> ok = value == JsonToken.VALUE_TRUE;
                case "entities" -> entities = entities(parser);
                case "next" -> next = next(parser);
                default -> parser.skipChildren();
            }
        }
        expect(ok, "the listing does not say ok:true");
        if (entities == null) {
            throw new Unrepeatable("the listing holds no entities");
        }
        return new Page(entities, next);
    }

    private List<Entity> entities(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "entities is not a list");
        int limit = client.limits().pageSize();
        List<Entity> entities = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(entities.size() < limit, "a page holds more than the " + limit + " entities that were asked for");
            entities.add(EntityWire.read(parser.<JsonNode>readValueAsTree()));
        }
        return entities;
    }

    private static @Nullable String next(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(parser.currentToken() == JsonToken.VALUE_STRING, "next is not a text");
        String next = parser.getText();
        return next.isEmpty() ? null : next;
    }

    private static void expect(boolean condition, String otherwise) throws Unrepeatable {
        if (!condition) {
            throw new Unrepeatable(otherwise);
        }
    }
}
