package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Html.Attribute;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the pages are shown, and to whom: what links need to know.
 *
 * @param root the path above the pages: empty, or that of the console plugin
 * @param visitor who looks
 */
record Place(String root, Visitor visitor) {

    /** A link to a page of these. */
    Html link(String path, String label) {
        return element("a", href(path), text(label));
    }

    /** The address of a page of these. */
    Attribute href(String path) {
        return attribute("href", root + path);
    }

    /** A path of any texts. */
    static String path(String... segments) {
        return Stream.of(segments).map(segment -> "/" + encoded(segment)).collect(Collectors.joining());
    }

    /** A path with fields behind the question mark. */
    static String path(String path, Map<String, String> fields) {
        return fields.isEmpty()
                ? path
                : path + "?"
                        + fields.entrySet().stream()
                                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
