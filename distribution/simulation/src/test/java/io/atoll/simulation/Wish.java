package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Entity.Ref;
import io.atoll.simulation.ThirdParty.Thing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mapping, as a document for the product, and once more as plain Java: what the catalog should hold. */
enum Wish {
    /** Everything is kept. */
    ALL("if .open == \"maybe\" then \"maybe\" else true end", "", true),
    /** Of the issues only the open ones. */
    OPEN(".open", "", true),
    /** A property has another value. */
    MARKED("if .open == \"maybe\" then \"maybe\" else true end", "!", true),
    /** One resource is gone. */
    WITHOUT_MIRROR("if .open == \"maybe\" then \"maybe\" else true end", "", false);

    private static final JsonMapper JSON = new JsonMapper();

    private final String query;
    private final String mark;
    private final boolean mirror;

    Wish(String query, String mark, boolean mirror) {
        this.query = query;
        this.mark = mark;
        this.mirror = mirror;
    }

    /** The document. */
    JsonNode document(boolean deleteDependents, double threshold) {
        var root = JSON.createObjectNode();
        root.put("deleteDependentEntities", deleteDependents)
                .put("createMissingRelatedEntities", false)
                .put("enableMergeEntity", true)
                .put("entityDeletionThreshold", threshold);
        var resources = root.putArray("resources");
        resources.add(resource("team", "true", "team", Map.of(), Map.of("of", ".value")));
        resources.add(resource("repo", "true", "repo", Map.of("team", ".needs"), Map.of("of", value())));
        resources.add(resource(
                "issue", query, "issue", Map.of("repo", ".needs", "parent", ".parent"), Map.of("of", value())));
        if (mirror) {
            resources.add(resource("mirror", "true", "repo", Map.of(), Map.of("of", ".value")));
        }
        return root;
    }

    private String value() {
        return ".value + \"" + mark + "\"";
    }

    private static JsonNode resource(
            String kind,
            String query,
            String blueprint,
            Map<String, String> relations,
            Map<String, String> properties) {
        var resource = JSON.createObjectNode();
        resource.put("kind", kind).putObject("selector").put("query", query);
        var mappings = resource.putObject("port").putObject("entity").putObject("mappings");
        mappings.put("identifier", ".id").put("blueprint", '"' + blueprint + '"');
        properties.forEach(mappings.putObject("properties")::put);
        relations.forEach(mappings.putObject("relations")::put);
        return resource;
    }

    /** The blueprint that a kind makes; empty if it makes none. */
    String blueprint(String kind) {
        return kind.equals("mirror") ? mirror ? "repo" : "" : kind;
    }

    /** The entity that a thing makes; {@code null} if it makes none. */
    @Nullable
    Shelved entity(Thing thing) {
        if (blueprint(thing.kind()).isEmpty() || (this == OPEN && thing.kind().equals("issue") && !thing.open())) {
            return null;
        }
        var fields = new TreeMap<String, String>();
        fields.put(
                "of",
                thing.kind().equals("repo") || thing.kind().equals("issue") ? thing.value() + mark : thing.value());
        var relations = new TreeMap<String, String>();
        if (thing.needs() != null) {
            relations.put(thing.kind().equals("repo") ? "team" : "repo", thing.needs());
        }
        if (thing.parent() != null) {
            relations.put("parent", thing.parent());
        }
        return new Shelved(new Ref(blueprint(thing.kind()), thing.id()), fields, relations);
    }

    /** What the catalog should hold of things that are given in the order of reading: the first that names a field wins. */
    Map<Ref, Shelved> catalog(List<Thing> things) {
        var all = new LinkedHashMap<Ref, Shelved>();
        for (Thing thing : things) {
            var entity = entity(thing);
            if (entity != null) {
                all.merge(entity.ref(), entity, Shelved::under);
            }
        }
        return all;
    }

    /**
     * An entity as it should be.
     *
     * @param fields properties by name
     * @param relations targets by name
     */
    record Shelved(Ref ref, Map<String, String> fields, Map<String, String> relations) {

        private static Shelved under(Shelved first, Shelved second) {
            var fields = new TreeMap<>(second.fields);
            fields.putAll(first.fields);
            var relations = new TreeMap<>(second.relations);
            relations.putAll(first.relations);
            return new Shelved(first.ref, fields, relations);
        }
    }
}
