package io.atoll.octopus.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.tck.Request;
import io.atoll.tck.Responder;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An Octopus server with spaces and lists in them, which takes one API key. */
final class OctopusServer implements AutoCloseable {

    static final String KEY = "API-SECRETKEY";

    final ThirdParty party = ThirdParty.start();
    private final String key;
    private final Map<String, List<ObjectNode>> lists = new ConcurrentHashMap<>();

    OctopusServer() {
        this(KEY);
    }

    OctopusServer(String key) {
        this.key = key;
        on("GET /api/users/me", request -> Response.json("{\"Id\":\"Users-1\"}"));
        on("GET /api/spaces", request -> page("spaces", request));
        on("GET /api/spaces/{id}", request -> document("spaces", request));
        on("GET /api/{space}/{list}", request -> page(path(request), request));
        on("GET /api/{space}/{list}/{id}", request -> document(path(request), request));
        on("POST /api/subscriptions", request -> {
            var subscription = (ObjectNode) request.json();
            add(subscription.path("SpaceId").asText() + "/subscriptions", subscription);
            return Response.json(subscription).status(201);
        });
        on("PUT /api/{space}/subscriptions/{id}", request -> {
            List<ObjectNode> there = list(request.parameter("space") + "/subscriptions");
            there.removeIf(each -> each.path("Id").asText().equals(request.parameter("id")));
            there.add((ObjectNode) request.json());
            return Response.json(request.json());
        });
    }

    private void on(String route, Responder responder) {
        party.on(
                route,
                request -> request.header("X-Octopus-ApiKey").orElse("").equals(key)
                        ? responder.answer(request)
                        : error(401, "The API key you provided was not valid."));
    }

    String address() {
        return party.address();
    }

    /** Adds a space. */
    OctopusServer space(String id) {
        add("spaces", json("{'Id':'" + id + "','Name':'" + id + "'}"));
        return this;
    }

    /** Adds documents called Prefix-1 to Prefix-count to a list. */
    OctopusServer documents(String space, String list, String prefix, int count) {
        for (int number = 1; number <= count; number++) {
            add(space + "/" + list, json("{'Id':'" + prefix + "-" + number + "','SpaceId':'" + space + "'}"));
        }
        return this;
    }

    /** Adds a document to {@code spaces}, or to {@code space/list}. */
    void add(String path, ObjectNode document) {
        if (!document.has("Id")) {
            document.put("Id", "Subscriptions-" + (list(path).size() + 1));
        }
        list(path).add(document);
    }

    List<ObjectNode> list(String path) {
        return lists.computeIfAbsent(path, none -> new CopyOnWriteArrayList<>());
    }

    private static String path(Request request) {
        return request.parameter("space") + "/" + request.parameter("list");
    }

    private Response page(String path, Request request) {
        if (!path.equals("spaces") && !path.endsWith("/subscriptions") && !lists.containsKey(path)) {
            return error(404, "The resource you requested was not found.");
        }
        List<ObjectNode> all = List.copyOf(list(path));
        int take = request.number("take", 30);
        int from = Math.min(request.number("skip", 0), all.size());
        ArrayNode items =
                JsonNodeFactory.instance.arrayNode().addAll(all.subList(from, Math.min(from + take, all.size())));
        int pages = (all.size() + take - 1) / take;
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("TotalResults", all.size())
                .put("ItemsPerPage", take)
                .put("NumberOfPages", pages)
                .put("LastPageNumber", Math.max(0, pages - 1));
        page.set("Items", items);
        return Response.json(page);
    }

    private Response document(String path, Request request) {
        return list(path).stream()
                .filter(each -> each.path("Id").asText().equals(request.parameter("id")))
                .findFirst()
                .map(Response::json)
                .orElseGet(() -> error(404, "The resource '" + request.parameter("id") + "' was not found."));
    }

    static Response error(int status, String message) {
        return Response.json("{\"ErrorMessage\":\"" + message + "\",\"Errors\":[]}")
                .status(status);
    }

    /** JSON in which {@code '} stands for the double quote. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What was asked, without the address; the query by names. */
    List<String> asked() {
        return party.requests().stream()
                .map(request -> request.method() + " " + request.path()
                        + (request.query().isEmpty() ? "" : "?" + new TreeMap<>(request.query())))
                .toList();
    }

    /** The bodies that were sent with a method. */
    List<JsonNode> sent(String method) {
        return party.requests().stream()
                .filter(request -> request.method().equals(method))
                .map(Request::json)
                .toList();
    }

    @Override
    public void close() {
        party.close();
    }
}
