package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Instant;
import java.util.List;

/** The log of an integration, which people read in the catalog. */
public final class LogIngest {

    private final Session session;
    private final Route route;

    LogIngest(Session session, Route route) {
        this.session = session;
        this.route = route;
    }

    /**
     * A line.
     *
     * @param message without secrets
     * @param level such as {@code INFO}
     * @param at when
     * @param extra what it belongs to, such as {@code event_id} and {@code resource_kind}; not to be changed
     */
    public record Line(String message, String level, Instant at, ObjectNode extra) {}

    /** Appends lines; a request without an answer is not sent again, as it would append them twice. */
    public void append(List<Line> lines) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode logs = body.putArray("logs");
        for (Line line : lines) {
            logs.addObject()
                    .put("message", line.message())
                    .put("level", line.level())
                    .put("timestamp", Timestamps.zulu(line.at()))
                    .set("extra", line.extra());
        }
        session.require(Call.post(route, body), Body.ANYTHING);
    }
}
