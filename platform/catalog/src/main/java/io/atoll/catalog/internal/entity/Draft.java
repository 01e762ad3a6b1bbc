package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Relation;
import io.atoll.catalog.internal.model.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it was sent, with every search in it resolved to identifiers.
 *
 * @param blueprint its blueprint
 * @param identifier its identifier
 * @param sent the whole body
 */
record Draft(Blueprint blueprint, String identifier, ObjectNode sent) {

    /**
     * Reads a body; its parts must be of the right kind, and keys that mean nothing are passed over. Properties that the blueprint does not
     * define are taken as they are.
     */
    static Draft of(Blueprint blueprint, String identifier, ObjectNode sent) {
        Names.entity(identifier);
        for (var key : List.of("title", "icon")) {
            if (sent.hasNonNull(key) && !sent.path(key).isTextual()) {
                throw Refusal.invalid("\"" + key + "\" of entity \"" + identifier + "\" must be a text");
            }
        }
        for (var key : List.of("properties", "relations")) {
            if (sent.hasNonNull(key) && !sent.path(key).isObject()) {
                throw Refusal.invalid("\"" + key + "\" of entity \"" + identifier + "\" must be an object");
            }
        }
        var draft = new Draft(blueprint, identifier, sent);
        draft.checkTeam();
        draft.checkRelations();
        draft.checkProperties();
        return draft;
    }

    Ref ref() {
        return new Ref(blueprint.identifier(), identifier);
    }

    /** The entity that results, checked as a whole. */
    CatalogEntity on(@Nullable CatalogEntity existing, boolean merge, Author author) {
        var base = merge ? existing : null;
        var properties = base == null ? Json.object() : base.properties().deepCopy();
        properties.setAll(Json.object(sent, "properties"));
        var relations = base == null ? Json.object() : base.relations().deepCopy();
        relations.setAll(Json.object(sent, "relations"));
        var stamp = existing == null
                ? Stamp.created(author.now(), author.client())
                : existing.stamp().updated(author.now(), author.client());
        var whole = new CatalogEntity(
                ref(),
                sent.has("title") || base == null ? Json.text(sent, "title") : base.title(),
                sent.has("icon") || base == null ? Json.text(sent, "icon") : base.icon(),
                sent.has("team") || base == null ? Json.texts(sent.get("team")) : base.team(),
                properties,
                relations,
                author.datasource(),
                stamp);
        checkRequired(whole);
        return whole;
    }

    private void checkTeam() {
        var team = sent.path("team");
        var fits = team.isMissingNode() || team.isNull() || team.isTextual() || isTexts(team);
        if (!fits) {
            throw Refusal.invalid("\"team\" of entity \"" + identifier + "\" must be a text or a list of texts");
        }
    }

    private void checkRelations() {
        var relations = blueprint.relations();
        Json.object(sent, "relations").properties().forEach(entry -> {
            var relation = relations.get(entry.getKey());
            if (relation == null) {
                throw Refusal.notFound(
                        "blueprint \"" + blueprint.identifier() + "\" has no relation \"" + entry.getKey() + "\"");
            }
            checkRelation(relation, entry.getValue());
        });
    }

    private static void checkRelation(Relation relation, JsonNode value) {
        var fits = value.isNull() || (relation.many() ? isTexts(value) : value.isTextual());
        if (!fits) {
            throw Refusal.mismatch(
                    "blueprint_schema_mismatch",
                    relation.key(),
                    "relation \"" + relation.key() + "\" must be "
                            + (relation.many() ? "a list of identifiers" : "an identifier") + " or null");
        }
        Json.texts(value).forEach(Names::entity);
    }

    private void checkProperties() {
        var definitions = blueprint.properties();
        Json.object(sent, "properties").properties().forEach(entry -> {
            var definition = definitions.get(entry.getKey());
            if (definition != null) {
                ValueCheck.check(entry.getKey(), definition, entry.getValue());
            }
        });
    }

    private void checkRequired(CatalogEntity whole) {
        for (var key : blueprint.required()) {
            if (!whole.properties().hasNonNull(key)) {
                throw Refusal.mismatch("missing_property", key, "required property \"" + key + "\" is missing");
            }
        }
        for (var relation : blueprint.relations().values()) {
            if (relation.required() && whole.targets(relation.key()).isEmpty()) {
                throw Refusal.mismatch(
                        "required_relation", relation.key(), "required relation \"" + relation.key() + "\" is missing");
            }
        }
    }

    private static boolean isTexts(JsonNode value) {
        if (!(value instanceof ArrayNode list)) {
            return false;
        }
        for (var element : list) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
