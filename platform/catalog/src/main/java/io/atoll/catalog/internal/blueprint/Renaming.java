package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives a property, relation or mirror property of a blueprint another key, everywhere: in the definition, in the values of the entities, and
 * in the mirror paths of all blueprints. Owners and times of the entities stay.
 */
final class Renaming {

    private static final int PAGE = 500;

    private final Transaction transaction;
    private final Blueprint blueprint;
    private final Part part;
    private final String from;
    private final String to;

    Renaming(Transaction transaction, Blueprint blueprint, Part part, String from, String to) {
        this.transaction = transaction;
        this.blueprint = blueprint;
        this.part = part;
        this.from = from;
        this.to = Names.key(to);
    }

    /** What can have another key. */
    enum Part {
        PROPERTY,
        RELATION,
        MIRROR
    }

    /** The document of the blueprint after it; refuses a key that is not there or taken. */
    ObjectNode document() {
        var document = blueprint.document().deepCopy();
        var section = section(document);
        if (!section.has(from)) {
            throw Refusal.notFound("blueprint \"" + blueprint.identifier() + "\" has no "
                    + part.name().toLowerCase(Locale.ROOT) + " \"" + from + "\"");
        }
        if (!from.equals(to) && section.has(to)) {
            throw Refusal.of(409, "identifier_taken", "key \"" + to + "\" is already taken");
        }
        rename(section);
        if (part == Part.PROPERTY && document.path("schema").path("required").isArray()) {
            var required = Json.texts(document.path("schema").get("required"));
            var renamed = ((ObjectNode) document.path("schema")).putArray("required");
            required.forEach(key -> renamed.add(key.equals(from) ? to : key));
        }
        mirrors(document, paths(blueprint));
        return document;
    }

    /** Follows in the entities, once the blueprint is stored. */
    void renameValues(Blueprint renamed) {
        if (part == Part.MIRROR) {
            return;
        }
        String after = null;
        for (var page = transaction.entities(blueprint.identifier(), after, PAGE);
                !page.isEmpty();
                page = transaction.entities(blueprint.identifier(), after, PAGE)) {
            for (var entity : page) {
                transaction.put(renamed(entity), renamed);
            }
            after = page.get(page.size() - 1).identifier();
        }
    }

    /** The documents of other blueprints whose mirror paths lead over the key, with the new one. */
    List<ObjectNode> others() {
        var changed = new ArrayList<ObjectNode>();
        for (var other : transaction.blueprints()) {
            var paths = other.identifier().equals(blueprint.identifier()) ? Map.<String, String>of() : paths(other);
            if (!paths.isEmpty()) {
                var document = other.document().deepCopy();
                mirrors(document, paths);
                changed.add(document);
            }
        }
        return changed;
    }

    /** The mirror paths that change, by the key of the mirror property. */
    private Map<String, String> paths(Blueprint owner) {
        var changed = new HashMap<String, String>();
        owner.mirrors().forEach((key, path) -> {
            var renamed = path(owner, path);
            if (!renamed.equals(path)) {
                changed.put(key, renamed);
            }
        });
        return changed;
    }

    private String path(Blueprint owner, String path) {
        var hops = path.split("\\.");
        var here = owner;
        for (var i = 0; i < hops.length; i++) {
            var last = i == hops.length - 1;
            var relation = here.relations().get(hops[i]);
            if (here.identifier().equals(blueprint.identifier())
                    && hops[i].equals(from)
                    && last == (part != Part.RELATION)) {
                hops[i] = to;
            }
            if (last || relation == null) {
                break;
            }
            here = Blueprints.named(transaction, relation.target());
        }
        return String.join(".", hops);
    }

    private static void mirrors(ObjectNode document, Map<String, String> paths) {
        paths.forEach((key, path) -> {
            if (document.path("mirrorProperties").get(key) instanceof ObjectNode mirror) {
                mirror.set("path", TextNode.valueOf(path));
            }
        });
    }

    private CatalogEntity renamed(CatalogEntity entity) {
        var values = part == Part.RELATION ? entity.relations() : entity.properties();
        var changed = values.deepCopy();
        rename(changed);
        return part == Part.RELATION ? entity.relatedBy(changed) : entity.valued(changed);
    }

    private ObjectNode section(ObjectNode document) {
        return switch (part) {
            case PROPERTY -> document.withObjectProperty("schema").withObjectProperty("properties");
            case RELATION -> document.withObjectProperty("relations");
            case MIRROR -> document.withObjectProperty("mirrorProperties");
        };
    }

    /** Keeps the order of the keys. */
    private void rename(ObjectNode object) {
        var fields = new ArrayList<Map.Entry<String, JsonNode>>(object.properties());
        object.removeAll();
        fields.forEach(field -> object.set(field.getKey().equals(from) ? to : field.getKey(), field.getValue()));
    }
}
