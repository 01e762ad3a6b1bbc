package io.atoll.test.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog holds, and the part of the Port API by which integrations read and write it. An entity that relates to one that is not
 * there is refused.
 */
public final class Shelves {

    private final List<JsonNode> blueprints;
    private final Map<String, Entity> entities = new TreeMap<>();
    private final List<String> inVain = new ArrayList<>();
    private @Nullable ObjectNode integration;

    /**
     * Makes an empty catalog.
     *
     * @param blueprints documents with identifier and relations
     */
    public Shelves(List<JsonNode> blueprints) {
        this.blueprints = List.copyOf(blueprints);
    }

    private record Entity(String blueprint, ObjectNode document, String owner) {}

    /** Puts an entity there, as a client with that {@code User-Agent} would. */
    public synchronized void put(String blueprint, JsonNode document, String owner) {
        ObjectNode stored = document.deepCopy();
        stored.put("blueprint", blueprint);
        entities.put(name(blueprint, document.path("identifier").asText()), new Entity(blueprint, stored, owner));
    }

    /** The entities that it holds, by their names: {@code blueprint/identifier}. */
    public synchronized Map<String, JsonNode> entities() {
        var all = new TreeMap<String, JsonNode>();
        entities.forEach((name, entity) -> all.put(name, entity.document().deepCopy()));
        return all;
    }

    /** The names of the entities that were written as they were there already, once for each time. */
    public synchronized List<String> writtenInVain() {
        return List.copyOf(inVain);
    }

    synchronized Answer answer(Request request) {
        String[] path = request.path().split("/", -1);
        if (path[2].equals("integration")) {
            return integration(request, path);
        }
        if (request.writes()) {
            return write(path[3], request);
        }
        if (request.deletes()) {
            return delete(path[3], request.body().path("entities"));
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /v1/blueprints" -> Answer.of(Answer.ok().set("blueprints", array(blueprints)));
            case "POST /v1/blueprints/entities/datasource-entities" -> list(request.body());
            case "POST /v1/entities/search" -> search("", request.body());
            default ->
                path[path.length - 1].equals("search")
                        ? search(path[3], request.body().path("query"))
                        : Answer.error(404, "not_found", "no such thing: " + request);
        };
    }

    private Answer integration(Request request, String[] path) {
        var known = integration;
        if (path.length == 3) {
            integration = request.body().deepCopy();
            return Answer.of(Answer.ok());
        }
        if (known == null) {
            return Answer.error(404, "not_found", "no such integration");
        }
        if (request.method().equals("PATCH") && request.body() instanceof ObjectNode changes) {
            if (path.length == 4) {
                known.setAll(changes);
            } else if (path[4].equals("config")) {
                known.set("config", changes.path("config"));
            } else {
                known.set("resyncState", changes);
            }
        }
        return Answer.of(Answer.ok().set("integration", known.deepCopy()));
    }

    private Answer list(JsonNode body) {
        var answer = Answer.ok();
        var page = answer.putArray("entities");
        String from = body.path("from").asText();
        String last = "";
        for (var entry : entities.entrySet()) {
            var entity = entry.getValue();
            if (entry.getKey().compareTo(from) > 0
                    && entity.owner().startsWith(body.path("datasource_prefix").asText())
                    && entity.owner().endsWith(body.path("datasource_suffix").asText())) {
                if (page.size() == body.path("limit").asInt()) {
                    answer.put("next", last);
                    break;
                }
                page.add(entity.document());
                last = entry.getKey();
            }
        }
        return Answer.of(answer);
    }

    private Answer write(String blueprint, Request request) {
        JsonNode written = request.body().path("entities");
        var answer = Answer.ok();
        var done = answer.putArray("entities");
        var errors = answer.putArray("errors");
        for (int index = 0; index < written.size(); index++) {
            JsonNode document = written.get(index);
            String identifier = document.path("identifier").asText();
            if (whole(blueprint, document)) {
                done.addObject()
                        .put("identifier", identifier)
                        .put("index", index)
                        .put("created", !entities.containsKey(name(blueprint, identifier)));
                merge(blueprint, identifier, document, request.agent());
            } else {
                errors.addObject()
                        .put("identifier", identifier)
                        .put("index", index)
                        .put("statusCode", 404)
                        .put("error", "not_found")
                        .put("message", "what it relates to does not exist");
            }
        }
        return new Answer(errors.isEmpty() ? 200 : 207, answer);
    }

    /** Whether all that an entity relates to is there. */
    private boolean whole(String blueprint, JsonNode document) {
        for (var relation : document.path("relations").properties()) {
            String target = blueprint(blueprint)
                    .at("/relations/" + relation.getKey() + "/target")
                    .asText();
            if (relation.getValue().isTextual()
                    && !entities.containsKey(name(target, relation.getValue().asText()))) {
                return false;
            }
        }
        return true;
    }

    private void merge(String blueprint, String identifier, JsonNode document, String owner) {
        var before = entities.get(name(blueprint, identifier));
        ObjectNode after =
                before == null ? document.deepCopy() : before.document().deepCopy();
        for (var field : document.properties()) {
            if (field.getValue() instanceof ObjectNode values && after.get(field.getKey()) instanceof ObjectNode held) {
                held.setAll(values);
            } else {
                after.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        if (before != null && before.document().equals(after)) {
            inVain.add(name(blueprint, identifier));
        }
        put(blueprint, after, owner);
    }

    private Answer delete(String blueprint, JsonNode identifiers) {
        var answer = Answer.ok();
        var deleted = answer.putArray("deletedEntities");
        for (JsonNode identifier : identifiers) {
            if (entities.remove(name(blueprint, identifier.asText())) != null) {
                deleted.add(identifier);
            }
        }
        return Answer.of(answer);
    }

    private Answer search(String blueprint, JsonNode query) {
        var answer = Answer.ok();
        var found = answer.putArray("entities");
        for (var entity : entities.values()) { // all on one page
            boolean all = blueprint.isEmpty() || blueprint.equals(entity.blueprint());
            for (JsonNode rule : query.path("rules")) {
                all &= matches(entity, rule);
            }
            if (all) {
                found.add(entity.document());
            }
        }
        return Answer.of(answer);
    }

    private static boolean matches(Entity entity, JsonNode rule) {
        String value = rule.has("relation")
                ? entity.document()
                        .path("relations")
                        .path(rule.path("relation").asText())
                        .asText()
                : switch (rule.path("property").asText()) {
                    case "$identifier" -> entity.document().path("identifier").asText();
                    case "$blueprint" -> entity.blueprint();
                    case "$datasource" -> entity.owner();
                    default -> throw new IllegalArgumentException("no rule of the tests: " + rule);
                };
        return switch (rule.path("operator").asText()) {
            case "=" -> value.equals(rule.path("value").asText());
            case "in" -> texts(rule.path("value")).contains(value);
            case "contains" -> value.contains(rule.path("value").asText());
            default -> throw new IllegalArgumentException("no rule of the tests: " + rule);
        };
    }

    private JsonNode blueprint(String identifier) {
        return blueprints.stream()
                .filter(one -> one.path("identifier").asText().equals(identifier))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }

    private static ArrayNode array(List<JsonNode> documents) {
        return Answer.ok().putArray("all").addAll(documents);
    }

    private static String name(String blueprint, String identifier) {
        return blueprint + "/" + identifier;
    }
}
