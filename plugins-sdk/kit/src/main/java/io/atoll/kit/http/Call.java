package io.atoll.kit.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request, where the items are in its answer, and what its refusals mean. Immutable: each method gives another call.
 *
 * {@snippet class="io.atoll.kit.example.ProjectResync" region="call"}
 *
 * <p>A refusal (a status that is not of the 2xx) fails, unless a rule says otherwise: 401 and 403 as
 * {@link io.atoll.spi.IntegrationException.Unauthorized}, 408, 425, 429 and 5xx as {@link io.atoll.spi.IntegrationException.Unavailable},
 * others as {@link io.atoll.spi.IntegrationException.Unexpected}.
 *
 * @param method in upper case
 * @param path below the {@linkplain Server#base() base}, or a whole address; percent-encoded
 * @param query what is added to the query, in order
 * @param headers what is sent beside the headers of the server
 * @param body what is sent; {@code null} for nothing
 * @param repeatable whether it may be sent again when it is not known whether it had an effect
 * @param items where the items of a list are
 * @param rules what refusals mean; the first that fits
 */
public record Call(
        String method,
        String path,
        List<Parameter> query,
        Map<String, String> headers,
        @Nullable Body body,
        boolean repeatable,
        Items items,
        List<Rule> rules) {

    private static final Pattern PLACE = Pattern.compile("\\{[^{}]*\\}");
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Copies the collections. */
    public Call {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
        rules = List.copyOf(rules);
    }

    /**
     * A call of any method.
     *
     * @param path below the base; each <code>{name}</code> in it is replaced by the next value, encoded as one segment
     * @throws IllegalArgumentException if there are not as many values as places, or one of them is no name of a resource
     */
    public static Call of(String method, String path, Object... values) {
        return new Call(
                method,
                filled(path, values),
                List.of(),
                Map.of(),
                null,
                REPEATABLE.contains(method),
                Items.at(""),
                List.of());
    }

    /** Reads; see {@link #of}. */
    public static Call get(String path, Object... values) {
        return of("GET", path, values);
    }

    /** Creates, or asks with a body; see {@link #of}. Not {@link #repeatable()} by itself. */
    public static Call post(String path, Object... values) {
        return of("POST", path, values);
    }

    /** Replaces; see {@link #of}. */
    public static Call put(String path, Object... values) {
        return of("PUT", path, values);
    }

    /** Changes; see {@link #of}. Not {@link #repeatable()} by itself. */
    public static Call patch(String path, Object... values) {
        return of("PATCH", path, values);
    }

    /** Deletes; see {@link #of}. */
    public static Call delete(String path, Object... values) {
        return of("DELETE", path, values);
    }

    /**
     * A GraphQL query. An answer with {@code errors} is no success, whatever its status is.
     *
     * @param variables what the query refers to; {@link Paging#graphQl} adds its own
     */
    public static Call graphQl(String path, String query, ObjectNode variables) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", query);
        body.set("variables", variables.deepCopy());
        return post(path).body(new Body.GraphQl(body)).repeat();
    }

    /** Adds a query parameter; {@code null} adds nothing. */
    public Call query(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new ArrayList<>(query);
        more.add(new Parameter(name, value.toString()));
        return query(more);
    }

    /**
     * Adds the components of a record as query parameters, such as a selector.
     *
     * <p>Each is a parameter of its name, or of the name in its {@link Param}. {@code null}, an empty {@link java.util.Optional} and an
     * empty list add nothing; a list is written as its {@link Param} says.
     */
    public Call query(Record parameters) {
        var more = new ArrayList<>(query);
        more.addAll(Param.Values.of(parameters));
        return query(more);
    }

    /** Has these query parameters and no others. */
    public Call query(List<Parameter> parameters) {
        return new Call(method, path, parameters, headers, body, repeatable, items, rules);
    }

    /** Has one value for a query parameter, in place of those that it has. */
    public Call replace(String name, Object value) {
        var others = new ArrayList<>(query);
        others.removeIf(parameter -> parameter.name().equals(name));
        return query(others).query(name, value);
    }

    /** Has another path or address, and no query beside the one in it. */
    public Call at(String address) {
        return new Call(method, address, List.of(), headers, body, repeatable, items, rules);
    }

    /** Sends a header, in place of one of the same name in any case. */
    public Call header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new Call(method, path, query, more, body, repeatable, items, rules);
    }

    /** Sends these headers and no others. */
    public Call headers(Map<String, String> all) {
        return new Call(method, path, query, all, body, repeatable, items, rules);
    }

    /** Sends JSON. */
    public Call json(JsonNode value) {
        return body(new Body.Json(value));
    }

    /** Sends a form. */
    public Call form(Map<String, String> fields) {
        return body(new Body.Form(fields));
    }

    /** Sends a body. */
    public Call body(Body content) {
        return new Call(method, path, query, headers, content, repeatable, items, rules);
    }

    /** May be sent again when it is not known whether it had an effect: for a POST that only asks. */
    public Call repeat() {
        return new Call(method, path, query, headers, body, true, items, rules);
    }

    /** The items are at a JSON pointer of the answer, such as {@code /values}. */
    public Call items(String pointer) {
        return items(Items.at(pointer));
    }

    /** The items are at a JSON pointer of the answer, where a single one may also stand without an array. */
    public Call itemsOrOne(String pointer) {
        return items(new Items.At(JsonPointer.compile(pointer), true));
    }

    /** The items are found by a function that gives an array. */
    public Call items(Function<JsonNode, JsonNode> found) {
        return items(new Items.By(found));
    }

    /** The items are there. */
    public Call items(Items where) {
        return new Call(method, path, query, headers, body, repeatable, where, rules);
    }

    /** These statuses mean that there is nothing, and that this is right. */
    public Call skip(int... statuses) {
        return rules(Policy.SKIP, "", statuses);
    }

    /** A status with this text in its answer means that there is nothing, and that this is right. */
    public Call skip(int status, String text) {
        return rules(Policy.SKIP, text, status);
    }

    /**
     * These statuses mean that there may be something that cannot be read: what was read of it earlier stays in the catalog, and the
     * reading of the rest goes on. Where no records are read, it is an exception like any other.
     */
    public Call protect(int... statuses) {
        return rules(Policy.PROTECT, "", statuses);
    }

    /** These statuses fail; for exceptions from rules that follow. */
    public Call fail(int... statuses) {
        return rules(Policy.FAIL, "", statuses);
    }

    private Call rules(Policy policy, String text, int... statuses) {
        var more = new ArrayList<>(rules);
        for (int status : statuses) {
            more.add(new Rule(status, text, policy));
        }
        return new Call(method, path, query, headers, body, repeatable, items, more);
    }

    private static String filled(String path, Object... values) {
        Matcher places = PLACE.matcher(path);
        var text = new StringBuilder();
        int used = 0;
        while (places.find()) {
            if (used == values.length) {
                throw new IllegalArgumentException(
                        "the path '" + path + "' has more places than the " + values.length + " values given");
            }
            places.appendReplacement(text, Matcher.quoteReplacement(segment(path, values[used++])));
        }
        if (used < values.length) {
            throw new IllegalArgumentException(
                    "the path '" + path + "' has " + used + " places, but " + values.length + " values were given");
        }
        return places.appendTail(text).toString();
    }

    private static String segment(String path, Object value) {
        String text = value.toString();
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("'" + text + "' cannot be a part of the path '" + path + "'");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Method and path, for messages; without query, which may hold secrets. */
    @Override
    public String toString() {
        int end = path.indexOf('?');
        return method + " " + (end < 0 ? path : path.substring(0, end));
    }

    /**
     * A query parameter.
     *
     * @param name not encoded
     * @param value not encoded
     */
    public record Parameter(String name, String value) {}

    /**
     * What a refusal means.
     *
     * @param status its status
     * @param text what its answer contains; empty for any answer
     * @param policy what it means
     */
    public record Rule(int status, String text, Policy policy) {}

    /** What a refusal means. */
    public enum Policy {
        /** There is nothing, and that is right. */
        SKIP,
        /** There may be something that cannot be read. */
        PROTECT,
        /** The call failed. */
        FAIL
    }

    /** What is sent. */
    public sealed interface Body {

        /**
         * JSON.
         *
         * @param value what is sent
         */
        record Json(JsonNode value) implements Body {}

        /**
         * A GraphQL query as JSON.
         *
         * @param value with {@code query} and {@code variables}
         */
        record GraphQl(JsonNode value) implements Body {}

        /**
         * An encoded form.
         *
         * @param fields not encoded
         */
        record Form(Map<String, String> fields) implements Body {

            /** Keeps the order of the fields. */
            public Form {
                fields = new LinkedHashMap<>(fields);
            }

            @Override
            public String toString() {
                return "Form" + fields.keySet();
            }
        }

        /**
         * Anything else.
         *
         * @param content as it is sent
         * @param type its media type
         */
        record Text(String content, String type) implements Body {}
    }

    /** Where the items of a list are in an answer. */
    public sealed interface Items {

        /** At a pointer; empty for the answer itself. */
        static Items at(String pointer) {
            return new At(JsonPointer.compile(pointer));
        }

        /**
         * At a JSON pointer: an array of objects, or {@code null} for an empty one. Anything else, or nothing, is an error.
         *
         * @param pointer where
         * @param orOne whether an object there is the only item
         */
        record At(JsonPointer pointer, boolean orOne) implements Items {

            /** An array. */
            public At(JsonPointer pointer) {
                this(pointer, false);
            }
        }

        /**
         * Where a function says.
         *
         * @param found gives an array
         */
        record By(Function<JsonNode, JsonNode> found) implements Items {}
    }
}
