package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import java.util.ArrayList;
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

    /** Stands for a search of a team. */
    private static final String OWNER = "owner";

    private static final Map<String, String> RELATIONS = Map.of("repo", "team", "ring", "next");

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
            resources.add(resource("mirror", "true", "repo", Map.of("owner", OWNER), Map.of("of", ".value")));
        }
        resources.add(resource("ring", "true", "ring", Map.of("next", ".needs"), Map.of("of", value())));
        ObjectNode box = resource("box", "true", "item", Map.of(), Map.of("of", ".item.value", "in", ".id"));
        ((ObjectNode) box.get("port")).put("itemsToParse", ".items");
        mappings(box).put("identifier", ".item.id");
        resources.add(box);
        ObjectNode badge = resource("badge", "true", "gadget", Map.of(), Map.of("badge", ".value"));
        mappings(badge).set("identifier", search(".needs"));
        resources.add(badge);
        return root;
    }

    private static ObjectNode mappings(ObjectNode resource) {
        return (ObjectNode) resource.at("/port/entity/mappings");
    }

    private static ObjectNode search(String identifier) {
        var search = JSON.createObjectNode();
        search.put("combinator", "\"and\"")
                .putArray("rules")
                .addObject()
                .put("property", "\"$identifier\"")
                .put("operator", "\"=\"")
                .put("value", identifier);
        return search;
    }

    private String value() {
        return ".value + \"" + mark + "\"";
    }

    private static ObjectNode resource(
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
        var targets = mappings.putObject("relations");
        relations.forEach((name, target) -> {
            if (target.equals(OWNER)) {
                targets.set(name, search(".needs"));
            } else {
                targets.put(name, target);
            }
        });
        return resource;
    }

    /** The blueprint of which a thing of a kind makes an entity; empty if it makes none. */
    private String blueprint(String kind) {
        return switch (kind) {
            case "mirror" -> mirror ? "repo" : "";
            case "badge" -> "gadget";
            default -> kind;
        };
    }

    /** The entities that a record makes, which the third party gave as one of a kind. */
    List<Ref> refs(String kind, JsonNode record) {
        if (kind.equals("box")) {
            var items = new ArrayList<Ref>();
            record.path("items")
                    .forEach(item -> items.add(new Ref("item", item.path("id").asText())));
            return items;
        }
        return List.of(new Ref(
                blueprint(kind),
                record.path(kind.equals("badge") ? "needs" : "id").asText()));
    }

    /** The entity that a thing makes; {@code null} if it makes none. */
    @Nullable
    Shelved entity(Thing thing) {
        if (blueprint(thing.kind()).isEmpty() || (this == OPEN && thing.kind().equals("issue") && !thing.open())) {
            return null;
        }
        var fields = new TreeMap<String, String>();
        switch (thing.kind()) {
            case "repo", "issue", "ring" -> fields.put("of", thing.value() + mark);
            case "badge" -> fields.put("badge", thing.value());
            case "item" -> {
                fields.put("of", thing.value());
                fields.put("in", thing.part());
            }
            default -> fields.put("of", thing.value());
        }
        if (thing.kind().equals("badge")) {
            return new Shelved(new Ref("gadget", String.valueOf(thing.needs())), fields, new TreeMap<>());
        }
        var relations = new TreeMap<String, String>();
        if (thing.kind().equals("mirror")) {
            // of two mirrors of one name, the first that relates to nobody wins as well
            relations.put(OWNER, thing.needs() == null ? "" : thing.needs());
        } else if (thing.needs() != null) {
            relations.put(RELATIONS.getOrDefault(thing.kind(), "repo"), thing.needs());
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
     * @param relations targets by name, empty for none
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
