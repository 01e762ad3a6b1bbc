package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.TooLong;
import io.atoll.apply.internal.client.Unrepeatable;
import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads entities page by page: {@code {"ok":true,"entities":[…],"next":"…"}}. The last page has no {@code next}: it is null, empty or
 * absent.
 *
 * <p>A page is handed over when it was read whole, so that reading it again after a fault repeats nothing; one page is in memory at a
 * time. A page that is too long for that is asked for again with half as many entities.
 */
final class EntityPages {

    /** The length of a page, in bytes, beyond which it is not read. */
    static final long LONGEST_PAGE = 64L * 1024 * 1024;

    private final Session session;
    private final Request request;
    private final long longest;

    EntityPages(Session session, Request request, long longest) {
        this.session = session;
        this.request = request;
        this.longest = longest;
    }

    /** Asks for a page. */
    @FunctionalInterface
    interface Request {

        /**
         * The call.
         *
         * @param limit how many entities to ask for
         * @param from where the page begins, as the one before it said; {@code null} for the first one
         */
        Call of(int limit, @Nullable String from);
    }

    private record Page(List<Entity> entities, @Nullable String next) {}

    /**
     * Reads all of them.
     *
     * @param limit how many entities to ask for at once
     * @throws CatalogException if a page could not be had, is not whole, or the pages go round in circles
     */
    void all(int limit, Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        int size = limit;
        String from = null;
        String landmark = null;
        long pages = 0;
        long moveAt = 1;
        do {
            Call call = request.of(size, from);
            Page page;
            try {
                page = session.require(call, new PageBody(size, longest));
            } catch (CatalogException e) {
                if (size > 1 && e.getCause() instanceof TooLong) {
                    size /= 2;
                    continue;
                }
                throw e;
            }
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
        } while (from != null || pages == 0);
    }

    private record PageBody(int limit, long longest) implements Body<Page> {

        @Override
        public Page read(JsonParser parser) throws IOException {
            boolean ok = false;
            List<Entity> entities = null;
            String next = null;
            expect(Body.begin(parser) == JsonToken.START_OBJECT, "the listing is not a JSON object");
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
            List<Entity> entities = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(
                        entities.size() < limit,
                        "a page holds more than the " + limit + " entities that were asked for");
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
}
