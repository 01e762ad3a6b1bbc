package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request.
 *
 * @param values the decoded values by name, in their order
 */
record QueryString(Map<String, List<String>> values) {

    QueryString {
        values = new LinkedHashMap<>(values);
    }

    /** Reads the part of an address after the question mark, if there is one. */
    static QueryString of(@Nullable String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : encoded == null ? new String[0] : encoded.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new QueryString(values);
    }

    /** The first value of a parameter, if it is there and not empty. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Every value of a parameter. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The parameters; of a repeated one the first value. */
    ObjectNode document() {
        var document = Json.object();
        values.forEach((name, all) -> document.put(name, all.get(0)));
        return document;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "invalid_query", "\"" + text + "\" in the query is wrongly encoded");
        }
    }
}
