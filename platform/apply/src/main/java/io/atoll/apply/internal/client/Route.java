package io.atoll.apply.internal.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a request goes to; immutable.
 *
 * @param origin scheme, host and port, if that is not the catalog's; else empty
 * @param path percent-encoded
 * @param query percent-encoded, with its {@code ?}; or empty
 */
public record Route(String origin, String path, String query) {

    /** Joins the segments below {@code /v1}; each may hold any character. */
    public static Route of(String... segments) {
        return new Route("", "/v1", "").to(segments);
    }

    /** An address that the catalog gave, which may be on another host. */
    static Route at(URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String path = address.getRawPath().replaceFirst("/+$", "");
        return new Route(address.getScheme() + "://" + address.getRawAuthority(), path, query);
    }

    /** Adds segments to the path; each may hold any character. */
    public Route to(String... segments) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : segments) {
            boolean dots = segment.equals(".") || segment.equals("..");
            longer.append('/').append(dots ? segment.replace(".", "%2E") : encoded(segment));
        }
        return new Route(origin, longer.toString(), query);
    }

    /** Adds a query parameter. */
    public Route with(String name, Object value) {
        String parameter = encoded(name) + "=" + encoded(value.toString());
        return new Route(origin, path, query + (query.isEmpty() ? "?" : "&") + parameter);
    }

    /** Whether it leads to the catalog itself. */
    boolean atCatalog() {
        return origin.isEmpty();
    }

    /** The whole address. */
    URI from(URI catalog) {
        return URI.create((origin.isEmpty() ? catalog : origin) + path + query);
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
