package io.atoll.apply.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The path and query of a request, percent-encoded; immutable.
 *
 * @param path begins with {@code /v1}
 * @param query with its {@code ?}, or empty
 */
record Route(String path, String query) {

    /** Joins the segments below {@code /v1}; each may hold any character. */
    static Route of(String... segments) {
        StringBuilder path = new StringBuilder("/v1");
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new Route(path.toString(), "");
    }

    /** Adds a query parameter. */
    Route with(String name, Object value) {
        return new Route(path, query + (query.isEmpty() ? "?" : "&") + encoded(name) + "=" + encoded(value.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Path and query, as they are sent. */
    @Override
    public String toString() {
        return path + query;
    }
}
