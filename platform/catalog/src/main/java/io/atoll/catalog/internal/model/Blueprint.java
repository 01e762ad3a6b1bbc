package io.atoll.catalog.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The kind of some entities: their properties and relations.
 *
 * @param document what the client wrote, with defaults filled in and without the stamp; not to be changed
 * @param stamp who wrote it and when
 */
public record Blueprint(ObjectNode document, Stamp stamp) {

    /** Its identifier. */
    public String identifier() {
        return document.path("identifier").asText();
    }

    /** Its title. */
    public String title() {
        return document.path("title").asText(identifier());
    }

    /** The definitions of the properties, by key. */
    public ObjectNode properties() {
        return Json.object(document.path("schema"), "properties");
    }

    /** The keys of the properties that an entity must have. */
    public Set<String> required() {
        return new LinkedHashSet<>(Json.texts(document.path("schema").get("required")));
    }

    /** The relations, by key. */
    public Map<String, Relation> relations() {
        var relations = new LinkedHashMap<String, Relation>();
        Json.object(document, "relations")
                .properties()
                .forEach(entry -> relations.put(entry.getKey(), relation(entry.getKey(), entry.getValue())));
        return relations;
    }

    /** The paths of the mirror properties, by key; a path is relation keys and last a property, joined by dots. */
    public Map<String, String> mirrors() {
        var mirrors = new LinkedHashMap<String, String>();
        Json.object(document, "mirrorProperties")
                .properties()
                .forEach(entry -> mirrors.put(
                        entry.getKey(), entry.getValue().path("path").asText()));
        return mirrors;
    }

    /** The document with its stamp, as the API shows it. */
    public ObjectNode shown() {
        var shown = document.deepCopy();
        stamp.writeTo(shown);
        return shown;
    }

    private static Relation relation(String key, JsonNode definition) {
        return new Relation(
                key,
                definition.path("target").asText(),
                definition.path("many").asBoolean(),
                definition.path("required").asBoolean());
    }
}
