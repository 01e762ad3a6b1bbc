package io.atoll.tck;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A list that is given out page by page, in one of the usual ways. */
final class Pages implements Responder {

    /** How a caller gets to the next page. */
    enum Style {
        /** By its number. */
        PAGE,
        /** By the number of records before it. */
        OFFSET,
        /** By a text that the page before gave. */
        CURSOR,
        /** By the address that the page before gave in its body. */
        NEXT,
        /** By the address that the page before gave in the header {@code Link}. */
        LINK
    }

    private final JsonNode declared;
    private final List<JsonNode> items;
    private final Style style;
    private final String parameter;
    private final String limit;
    private final int size;
    private final int first;
    private final String at;
    private final String next;
    private final String total;
    private final String last;
    private final String address;

    Pages(JsonNode pages, List<JsonNode> items, String address) {
        this.declared = pages;
        this.items = items;
        this.style = Style.valueOf(pages.path("style").asText("page").toUpperCase(Locale.ROOT));
        this.parameter = pages.path("parameter")
                .asText(style == Style.OFFSET ? "offset" : style == Style.CURSOR ? "cursor" : "page");
        this.limit = pages.path("limit").asText("limit");
        this.size = pages.path("size").asInt(2);
        this.first = pages.path("first").asInt(style == Style.PAGE ? 1 : 0);
        this.at = pages.path("items").asText("");
        this.next = pages.path("next").asText(style == Style.CURSOR || style == Style.NEXT ? "/next" : "");
        this.total = pages.path("total").asText("");
        this.last = pages.path("last").asText("");
        this.address = address;
    }

    /** The same list with nothing in it. */
    Pages emptied() {
        return new Pages(declared, List.of(), address);
    }

    @Override
    public Response answer(Request request) {
        int length = Math.max(
                1, Math.min(size, asked(request, limit).map(Pages::number).orElse(size)));
        int asked = asked(request, parameter).map(Pages::number).orElse(first);
        int from = style == Style.PAGE ? (asked - first) * length : asked;
        if (from < 0 || (style != Style.PAGE && style != Style.OFFSET && from > items.size())) {
            return Response.json("{\"error\":\"there is no such page\"}").status(400);
        }
        from = Math.min(from, items.size());
        int to = Math.min(items.size(), from + length);
        ArrayNode page = JsonNodeFactory.instance.arrayNode().addAll(items.subList(from, to));
        boolean end = to >= items.size();
        JsonNode body = page;
        if (!at.isEmpty()) {
            var object = JsonNodeFactory.instance.objectNode();
            put(object, at, page);
            if (!total.isEmpty()) {
                put(object, total, JsonNodeFactory.instance.numberNode(items.size()));
            }
            if (!last.isEmpty()) {
                put(object, last, JsonNodeFactory.instance.booleanNode(end));
            }
            if (!next.isEmpty() && !end) {
                put(
                        object,
                        next,
                        JsonNodeFactory.instance.textNode(style == Style.CURSOR ? cursor(to) : address(request, to)));
            }
            body = object;
        }
        Response response = Response.json(body);
        return style == Style.LINK && !end
                ? response.header("Link", "<" + address(request, to) + ">; rel=\"next\"")
                : response;
    }

    private Optional<String> asked(Request request, String name) {
        if (!name.startsWith("/")) {
            return request.query(name);
        }
        JsonNode value = request.json().at(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static int number(String text) {
        return text.matches("c?\\d{1,9}") ? Integer.parseInt(text.replace("c", "")) : -1;
    }

    private static String cursor(int from) {
        return "c" + from;
    }

    private String address(Request request, int from) {
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.put(parameter, List.of(cursor(from)));
        return address
                + request.path()
                + query.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode object, String pointer, @Nullable JsonNode value) {
        JsonPointer path = JsonPointer.compile(pointer);
        ObjectNode parent = path.head().matches() ? object : object.withObject(path.head());
        parent.set(path.last().getMatchingProperty(), value);
    }
}
