package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.Optional;

/**
 * Where the record of an integration says that logs, figures of runs and raw records are to be sent.
 *
 * @param logs empty if none are wanted
 * @param metrics empty if none are wanted
 * @param raw empty if none are wanted
 */
public record Ingest(Optional<LogIngest> logs, Optional<MetricIngest> metrics, Optional<RawIngest> raw) {

    /**
     * Reads a {@linkplain IntegrationRecord#read record}.
     *
     * @throws CatalogException if one of the addresses is none to which requests may go
     */
    public static Ingest of(Session session, JsonNode record) throws CatalogException {
        return new Ingest(
                route(session, record, "logAttributes").map(route -> new LogIngest(session, route)),
                route(session, record, "metricAttributes").map(route -> new MetricIngest(session, route)),
                route(session, record, "ingestAttributes").map(route -> new RawIngest(session, route)));
    }

    private static Optional<Route> route(Session session, JsonNode record, String part) throws CatalogException {
        String url = record.path(part).path("ingestUrl").asText();
        return url.isEmpty() ? Optional.empty() : Optional.of(session.at(url));
    }
}
