package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.View;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks the document of a blueprint and fills in its defaults. */
final class BlueprintCheck {

    private static final Set<String> TYPES = Set.of("string", "number", "boolean", "object", "array", "enum");
    private static final Set<String> MEANINGFUL = Set.of("user", "team", "timer");
    private static final Set<String> SCHEMA_KEYS = Set.of("properties", "required");
    private static final Set<String> RELATION_KEYS =
            new TreeSet<>(Set.of("title", "target", "required", "many", "description", "type", "icon"));

    private final View view;

    BlueprintCheck(View view) {
        this.view = view;
    }

    /** The document as it is to be stored; refuses what is no blueprint. */
    ObjectNode complete(ObjectNode sent) {
        var document = sent.deepCopy();
        document.remove(Set.of("createdAt", "createdBy", "updatedAt", "updatedBy", "id"));
        var identifier = Names.blueprint(Shapes.text(document, "identifier", "the blueprint"));
        var title = Shapes.text(document, "title", "the blueprint");
        if (title.isEmpty() || title.length() > 100) {
            throw Refusal.invalid("\"title\" must have 1 to 100 characters");
        }
        checkSchema(document);
        for (var part : ComputedCheck.PARTS) {
            Shapes.section(document, part);
        }
        checkRelations(document, identifier);
        checkKeysAreUnique(document);
        new ComputedCheck(view, new Blueprint(document, Stamp.created(Instant.EPOCH, ""))).check();
        return document;
    }

    /** Refuses changes that would make stored values mean something else. */
    void checkChange(Blueprint before, ObjectNode after) {
        var changed = Json.object(after.path("schema"), "properties");
        before.properties().properties().forEach(entry -> {
            var now = changed.get(entry.getKey());
            if (now != null && !now.path("type").equals(entry.getValue().path("type"))) {
                throw Refusal.mismatch(
                        "forbidden_format_change",
                        entry.getKey(),
                        "the type of property \"" + entry.getKey() + "\" cannot be changed from "
                                + entry.getValue().path("type").asText() + " to "
                                + now.path("type").asText());
            }
        });
        before.properties().properties().forEach(entry -> checkFormat(entry.getKey(), entry.getValue(), changed));
        for (var relation : before.relations().values()) {
            var now = Json.object(after, "relations").get(relation.key());
            if (now != null
                    && !now.path("target").asText().equals(relation.target())
                    && view.linked(before.identifier(), relation.key(), relation.target())) {
                throw Refusal.dependents(
                        "relation \"" + relation.key() + "\" cannot lead elsewhere while entities have it");
            }
        }
    }

    private static void checkFormat(String key, JsonNode before, ObjectNode changed) {
        var now = changed.get(key);
        var was = before.path("format").asText();
        var is = now == null ? was : now.path("format").asText();
        if (!was.equals(is) && (MEANINGFUL.contains(was) || MEANINGFUL.contains(is))) {
            throw Refusal.mismatch(
                    "forbidden_format_change",
                    key,
                    "the format of property \"" + key + "\" cannot be changed from \"" + was + "\" to \"" + is + "\"");
        }
    }

    private static void checkSchema(ObjectNode document) {
        if (!(document.get("schema") instanceof ObjectNode schema)) {
            throw Refusal.invalid("the blueprint must have required property \"schema\", an object");
        }
        Shapes.onlyKeys("schema", schema, SCHEMA_KEYS);
        if (!(schema.get("properties") instanceof ObjectNode properties)) {
            throw Refusal.invalid("\"schema\" must have required property \"properties\", an object");
        }
        properties.properties().forEach(entry -> checkProperty(entry.getKey(), entry.getValue()));
        var required = schema.get("required");
        if (required == null) {
            return;
        }
        if (!required.isArray()) {
            throw Refusal.invalid("\"schema.required\" must be a list of property keys");
        }
        for (var key : required) {
            if (!key.isTextual() || !properties.has(key.textValue())) {
                throw Refusal.invalid("\"schema.required\" names " + key + ", which is not in \"schema.properties\"");
            }
        }
    }

    private static void checkProperty(String key, JsonNode definition) {
        Names.key(key);
        var type = definition.path("type").asText();
        if (!TYPES.contains(type)) {
            throw Refusal.invalid(
                    "the type of property \"" + key + "\" must be one of string, number, boolean, object, array");
        }
        if (definition.path("title").asText().length() > 100) {
            throw Refusal.invalid("the title of property \"" + key + "\" is longer than 100 characters");
        }
        if (definition.has("enum") && !definition.path("enum").isArray()) {
            throw Refusal.invalid("\"enum\" of property \"" + key + "\" must be a list");
        }
        var pattern = Json.text(definition, "pattern");
        if (pattern != null) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw Refusal.invalid(
                        "\"pattern\" of property \"" + key + "\" is no regular expression: " + e.getDescription());
            }
        }
    }

    private void checkRelations(ObjectNode document, String identifier) {
        Shapes.section(document, "relations").properties().forEach(entry -> {
            var key = Names.key(entry.getKey());
            var relation = Shapes.object("relation \"" + key + "\"", entry.getValue());
            Shapes.onlyKeys("relation \"" + key + "\"", relation, RELATION_KEYS);
            checkTarget("relation", key, Shapes.text(relation, "target", "relation \"" + key + "\""), identifier);
            for (var flag : new String[] {"required", "many"}) {
                if (!relation.path(flag).isBoolean() && relation.hasNonNull(flag)) {
                    throw Refusal.invalid("\"" + flag + "\" of relation \"" + key + "\" must be true or false");
                }
                relation.put(flag, relation.path(flag).asBoolean());
            }
            if (relation.path("many").asBoolean() && relation.path("required").asBoolean()) {
                throw Refusal.invalid("relation \"" + key + "\" cannot be both \"many\" and \"required\"");
            }
        });
    }

    private void checkTarget(String what, String key, String target, String identifier) {
        if (!target.equals(identifier) && view.blueprint(target).isEmpty()) {
            throw Refusal.notFound(
                    what + " \"" + key + "\" leads to blueprint \"" + target + "\", which does not exist");
        }
    }

    private static void checkKeysAreUnique(ObjectNode document) {
        var seen = new HashSet<String>();
        Json.object(document.path("schema"), "properties").fieldNames().forEachRemaining(seen::add);
        for (var part : ComputedCheck.PARTS) {
            Json.object(document, part).fieldNames().forEachRemaining(key -> {
                if (!seen.add(Names.key(key))) {
                    throw Refusal.invalid("property key \"" + key + "\" is used twice; see \"" + part + "\"");
                }
            });
        }
    }
}
