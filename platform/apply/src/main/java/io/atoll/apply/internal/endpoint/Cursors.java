package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Up to when each resource of a mapping was read, for runs that read only what has changed since. */
public final class Cursors {

    private final Session session;

    public Cursors(Session session) {
        this.session = session;
    }

    /**
     * Reads one.
     *
     * @param index the position of the resource in the mapping
     * @return empty if there is none
     * @throws CatalogException also if it is no moment
     */
    public Optional<Instant> find(String kind, int index) throws CatalogException, InterruptedException {
        Call call = Call.get(route(kind, index));
        JsonNode primary = session.find(call, Body.OBJECT)
                .map(answer -> answer.path("cursor").path("primary"))
                .orElse(JsonNodeFactory.instance.nullNode());
        if (!primary.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(primary.textValue()).toInstant());
        } catch (DateTimeParseException e) {
            throw new CatalogException(call + ": the cursor is not a moment: " + primary, e);
        }
    }

    /** Moves one, or makes it. */
    public void move(String kind, int index, Instant to) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("primary", Timestamps.offset(to));
        if (session.find(Call.put(route(kind, index), body), Body.DONE).isEmpty()) {
            session.require(Call.repeatablePost(route(kind, index), body), Body.DONE);
        }
    }

    private Route route(String kind, int index) {
        return Route.of("integration", session.agent().id().instance(), "cursor")
                .with("kind", kind)
                .with("index", index);
    }
}
