package io.atoll.test.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, as it came.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param client the id of the credentials of the caller; empty if it has none
 * @param agent its {@code User-Agent}
 * @param method for example {@code POST}
 * @param path without the query
 * @param query empty if there is none
 * @param body {@code null} as JSON if there is none
 */
public record Request(
        long nanos, String client, String agent, String method, String path, String query, JsonNode body) {

    /** Whether entities are written. */
    public boolean writes() {
        return method.equals("POST") && path.matches("/v1/blueprints/[^/]+/entities/bulk");
    }

    /** Whether entities are deleted. */
    public boolean deletes() {
        return method.equals("POST") && path.matches("/v1/blueprints/[^/]+/bulk/entities/delete");
    }

    /** Whether the third party is read. */
    public boolean reads() {
        return path.startsWith("/source/");
    }

    /** The names of the entities that it is about, as {@code blueprint/identifier}. */
    public List<String> names() {
        String blueprint = path.split("/", -1)[3];
        var names = new ArrayList<String>();
        for (JsonNode one : body.path("entities")) {
            names.add(blueprint + "/"
                    + (one.isTextual() ? one.asText() : one.path("identifier").asText()));
        }
        return names;
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
}
