package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** A Port API that keeps what it is given, in memory; as strict about the order of things as the real one. */
final class MemoryCatalog implements AutoCloseable {

    static final String ANYBODY = "somebody/1";

    final FakePort port = new FakePort();
    final Map<String, ObjectNode> blueprints = new ConcurrentSkipListMap<>();

    /** By blueprint, then by identifier; {@code $datasource} holds the owner. */
    final Map<String, NavigableMap<String, ObjectNode>> entities = new ConcurrentSkipListMap<>();

    /** By the path of their collection, then by identifier. */
    final Map<String, NavigableMap<String, ObjectNode>> documents = new ConcurrentHashMap<>();

    /** What entities are refused, by identifier. */
    volatile Function<String, Integer> refused = identifier -> 0;

    MemoryCatalog() throws IOException {
        port.otherwise = this::answer;
    }

    String url() {
        return port.url().toString();
    }

    void blueprint(String json) {
        ObjectNode blueprint = object(json);
        blueprints.put(blueprint.path("identifier").asText(), blueprint);
    }

    void entity(String owner, String json) {
        ObjectNode entity = object(json).put("$datasource", owner);
        shelf(entities, entity.path("blueprint").asText())
                .put(entity.path("identifier").asText(), entity);
    }

    void document(String collection, String json) {
        ObjectNode document = object(json);
        String key = collection.equals("integration") ? "installationId" : "identifier";
        shelf(documents, collection).put(document.path(key).asText(), document);
    }

    ObjectNode entityOf(String blueprint, String identifier) {
        return shelf(entities, blueprint).getOrDefault(identifier, Json.MAPPER.createObjectNode());
    }

    ObjectNode blueprintOf(String identifier) {
        return blueprints.getOrDefault(identifier, Json.MAPPER.createObjectNode());
    }

    int count(String blueprint) {
        return shelf(entities, blueprint).size();
    }

    /** How many requests changed something. */
    long writes() {
        return port.calls().stream()
                .filter(call -> !call.method().equals("GET")
                        && !call.path().endsWith("search")
                        && !call.path().endsWith("datasource-entities"))
                .count();
    }

    /** The body, with numbers as they were sent. */
    private static ObjectNode exact(Request request) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(request.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NavigableMap<String, ObjectNode> shelf(
            Map<String, NavigableMap<String, ObjectNode>> shelves, String name) {
        return shelves.computeIfAbsent(name, any -> new ConcurrentSkipListMap<>());
    }

    private synchronized Answer answer(Request request) {
        List<String> path = Arrays.stream(
                        request.path().substring("/v1/".length()).split("/"))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        if (path.getFirst().equals("blueprints") && path.size() > 2) {
            return switch (path.get(2)) {
                case "entities-count" ->
                    ok("count", Json.MAPPER.getNodeFactory().numberNode(count(path.get(1))));
                case "datasource-entities" -> owned(request.body());
                case "scorecards" ->
                    documents(request, path.get(1) + "/scorecards", path.subList(2, path.size()), "scorecard");
                default -> path.getLast().equals("bulk") ? bulk(request, path.get(1)) : search(request, path.get(1));
            };
        }
        return switch (path.getFirst()) {
            case "blueprints" -> blueprint(request, path);
            case "scorecards" -> scorecards();
            case "sidebars" -> sidebar(request, path);
            case "webhooks" -> documents(request, "webhooks", path, "integration");
            case "integration" -> documents(request, "integration", path, "integration");
            default -> documents(request, path.getFirst(), path, path.getFirst().replaceFirst("s$", ""));
        };
    }

    private Answer blueprint(Request request, List<String> path) {
        if (request.method().equals("GET")) {
            if (path.size() == 1) {
                return ok("blueprints", Json.MAPPER.valueToTree(blueprints.values()));
            }
            ObjectNode found = blueprints.get(path.get(1));
            return found == null ? missing(path.get(1)) : ok("blueprint", found);
        }
        ObjectNode body = exact(request);
        String identifier = body.path("identifier").asText();
        for (JsonNode relation : body.path("relations")) {
            String target = relation.path("target").asText();
            if (!target.equals(identifier) && !blueprints.containsKey(target)) {
                return missing(target);
            }
        }
        if (request.method().equals("POST")) {
            if (blueprints.putIfAbsent(identifier, body) != null) {
                return Answer.error(409, "identifier_taken", "taken");
            }
            return ok("blueprint", body);
        }
        blueprintOf(path.get(1)).setAll(body);
        return ok("blueprint", body);
    }

    private Answer search(Request request, String blueprint) {
        JsonNode body = request.body();
        int limit = body.path("limit").asInt();
        ObjectNode answer = Json.MAPPER.createObjectNode().put("ok", true);
        ArrayNode found = answer.putArray("entities");
        String last = "";
        for (ObjectNode entity : shelf(entities, blueprint)
                .tailMap(body.path("from").asText(""), false)
                .values()) {
            if (!matches(body.path("query"), entity.path("$datasource").asText())) {
                continue;
            }
            if (found.size() == limit) {
                answer.put("next", last);
                break;
            }
            last = entity.path("identifier").asText();
            ObjectNode shown = entity.deepCopy();
            shown.remove("$datasource");
            shown.withObjectProperty("properties");
            shown.withObjectProperty("relations");
            found.add(shown.put("createdAt", "2026-01-01T00:00:00Z"));
        }
        return Answer.ok(answer.toString());
    }

    private static boolean matches(JsonNode rule, String owner) {
        if (rule.has("combinator")) {
            List<Boolean> results = new ArrayList<>();
            rule.path("rules").forEach(each -> results.add(matches(each, owner)));
            return rule.path("combinator").asText().equals("and")
                    ? !results.contains(false)
                    : results.isEmpty() || results.contains(true);
        }
        boolean contains = owner.contains(rule.path("value").asText());
        return rule.path("operator").asText().equals("contains") == contains;
    }

    private Answer owned(JsonNode body) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("ok", true).putNull("next");
        ArrayNode found = answer.putArray("entities");
        entities.values()
                .forEach(shelf -> shelf.values().forEach(entity -> {
                    String owner = entity.path("$datasource").asText();
                    if (found.isEmpty()
                            && owner.startsWith(body.path("datasource_prefix").asText())
                            && owner.endsWith(body.path("datasource_suffix").asText())) {
                        found.add(entity);
                    }
                }));
        return Answer.ok(answer.toString());
    }

    private Answer bulk(Request request, String blueprint) {
        if (!blueprints.containsKey(blueprint)) {
            return missing(blueprint);
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("ok", true);
        ArrayNode done = answer.putArray("entities");
        ArrayNode errors = answer.putArray("errors");
        JsonNode items = exact(request).path("entities");
        for (int i = 0; i < items.size(); i++) {
            ObjectNode item = items.get(i).deepCopy();
            String identifier = item.path("identifier").asText();
            int status = refused.apply(identifier);
            if (status == 0) {
                makeUp(item, blueprint, request.agent());
                shelf(entities, blueprint)
                        .computeIfAbsent(identifier, any -> Json.MAPPER.createObjectNode())
                        .setAll(item.put("$datasource", request.agent()));
                done.addObject().put("identifier", identifier).put("index", i).put("created", true);
            } else {
                errors.addObject()
                        .put("identifier", identifier)
                        .put("index", i)
                        .put("statusCode", status)
                        .put("error", "e")
                        .put("message", "not " + identifier);
            }
        }
        return Answer.of(errors.isEmpty() ? 200 : 207, answer.toString());
    }

    private void makeUp(ObjectNode item, String blueprint, String agent) {
        item.path("relations").properties().forEach(relation -> {
            String target = blueprintOf(blueprint)
                    .at("/relations/" + relation.getKey() + "/target")
                    .asText();
            List<JsonNode> names = new ArrayList<>();
            if (relation.getValue().isArray()) {
                relation.getValue().forEach(names::add);
            } else {
                names.add(relation.getValue());
            }
            names.removeIf(JsonNode::isNull);
            for (JsonNode name : names) {
                ObjectNode bare = Json.MAPPER.createObjectNode().put("identifier", name.asText());
                shelf(entities, target).putIfAbsent(name.asText(), bare.put("$datasource", agent));
            }
        });
    }

    private Answer documents(Request request, String collection, List<String> path, String key) {
        Map<String, ObjectNode> shelf = shelf(documents, collection);
        String name = path.size() == 1 ? "" : path.get(1);
        switch (request.method()) {
            case "GET" -> {
                if (name.isEmpty()) {
                    return ok(key + "s", Json.MAPPER.valueToTree(shelf.values()));
                }
                return shelf.containsKey(name) ? ok(key, shelf.get(name)) : missing(name);
            }
            case "POST" -> {
                document(collection, request.text());
                return Answer.of(201, "{\"ok\":true}");
            }
            case "PUT" -> shelf.put(name, exact(request));
            default ->
                shelf.computeIfAbsent(name, any -> Json.MAPPER.createObjectNode())
                        .setAll(exact(request));
        }
        return Answer.ok("{\"ok\":true}");
    }

    private Answer scorecards() {
        ArrayNode all = Json.MAPPER.createArrayNode();
        new TreeMap<>(documents).forEach((collection, shelf) -> {
            if (collection.endsWith("/scorecards")) {
                shelf.values()
                        .forEach(scorecard ->
                                all.add(scorecard.deepCopy().put("blueprint", collection.replace("/scorecards", ""))));
            }
        });
        return ok("scorecards", all);
    }

    private Answer sidebar(Request request, List<String> path) {
        if (!request.method().equals("GET")) {
            return documents(request, "folders", path.subList(2, path.size()), "folder");
        }
        ObjectNode sidebar = Json.MAPPER.createObjectNode();
        ArrayNode items = sidebar.putArray("items");
        shelf(documents, "folders")
                .values()
                .forEach(folder -> items.add(folder.deepCopy().put("sidebarType", "folder")));
        shelf(documents, "pages")
                .values()
                .forEach(page -> items.add(page.deepCopy().put("sidebarType", "page")));
        return ok("sidebar", sidebar);
    }

    private static Answer missing(String name) {
        return Answer.error(404, "not_found", name + " does not exist");
    }

    private static Answer ok(String key, JsonNode value) {
        return Answer.ok(
                Json.MAPPER.createObjectNode().put("ok", true).set(key, value).toString());
    }

    @Override
    public void close() {
        port.close();
    }
}
