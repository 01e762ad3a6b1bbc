package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.entity.Outcome.Refused;
import io.atoll.catalog.internal.entity.Outcome.Written;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Creates and changes entities of one blueprint within one transaction, in which meanwhile nobody else may change any. */
public final class EntityWriter {

    private static final String UNKNOWN = "unknown";

    private final Transaction transaction;
    private final Blueprint blueprint;
    private final WriteOptions options;
    private final Author author;
    private final Queries queries;
    private final Trail trail;

    /** Entities as they are now. */
    private final Map<Ref, Optional<CatalogEntity>> known = new HashMap<>();

    /** Some that are there. */
    private final Set<Ref> present = new HashSet<>();

    public EntityWriter(
            Transaction transaction, Blueprint blueprint, WriteOptions options, Author author, Derivation derivation) {
        this.transaction = transaction;
        this.blueprint = blueprint;
        this.options = options;
        this.author = author;
        this.queries = new Queries(transaction, blueprint, author, derivation);
        this.trail = new Trail(transaction, author);
    }

    /** Writes one entity; without an identifier it gets one. */
    public Written write(ObjectNode sent) {
        var draft = draft(sent);
        var written = resolved(draft, Set.of(), Map.of());
        if (!options.validationOnly()) {
            store(written.entity());
        }
        return written;
    }

    /** Changes an entity that must exist, and its identifier if another one is sent. */
    public CatalogEntity rewrite(String identifier, ObjectNode sent) {
        var ref = new Ref(blueprint.identifier(), identifier);
        var existing = named(ref);
        var renamed = Optional.ofNullable(Json.text(sent, "identifier")).orElse(identifier);
        if (!renamed.equals(identifier)) {
            rename(existing, renamed);
        }
        var body = sent.deepCopy();
        body.put("identifier", renamed);
        return write(body).entity();
    }

    /**
     * Writes some entities. Those that can be written are, whatever happens to the others; they may be related to one another in any
     * order, and of two with one identifier the last wins.
     *
     * @return one outcome for each, in their order
     */
    public List<Outcome> writeAll(List<JsonNode> sent) {
        var drafts = new TreeMap<Integer, Draft>();
        var refused = new TreeMap<Integer, Outcome>();
        for (var i = 0; i < sent.size(); i++) {
            var identifier =
                    Optional.ofNullable(Json.text(sent.get(i), "identifier")).orElse(UNKNOWN);
            try {
                drafts.put(i, draft(object(sent.get(i))));
            } catch (Refusal e) {
                refused.put(i, new Refused(identifier, e));
            }
        }
        Map<Integer, Written> written;
        do {
            written = attempt(drafts, refused);
        } while (drafts.keySet().removeAll(refused.keySet()));
        if (!options.validationOnly()) {
            written.values().forEach(each -> store(each.entity()));
        }
        var outcomes = new TreeMap<Integer, Outcome>(refused);
        outcomes.putAll(written);
        return List.copyOf(outcomes.values());
    }

    /** Tries the drafts in order, as if all of them will be there, and adds those that fail to the refused ones. */
    private Map<Integer, Written> attempt(Map<Integer, Draft> drafts, Map<Integer, Outcome> refused) {
        var announced = drafts.values().stream().map(Draft::identifier).collect(Collectors.toSet());
        var now = new HashMap<String, CatalogEntity>();
        var written = new TreeMap<Integer, Written>();
        drafts.forEach((index, draft) -> {
            try {
                var outcome = resolved(draft, announced, now);
                now.put(draft.identifier(), outcome.entity());
                written.put(index, outcome);
            } catch (Refusal e) {
                refused.put(index, new Refused(draft.identifier(), e));
            }
        });
        return written;
    }

    private static ObjectNode object(JsonNode sent) {
        if (sent instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid("an entity must be an object");
    }

    private Draft draft(ObjectNode sent) {
        var body = queries.resolve(sent);
        var identifier = body.get("identifier");
        if (identifier == null || identifier.isNull()) {
            return Draft.of(blueprint, Names.random("e_", 16), body);
        }
        if (!identifier.isTextual()) {
            throw Refusal.invalid("\"identifier\" must be a text, not " + identifier);
        }
        return Draft.of(blueprint, identifier.textValue(), body);
    }

    private Written resolved(Draft draft, Set<String> announced, Map<String, CatalogEntity> written) {
        var existing = Optional.ofNullable(written.get(draft.identifier()))
                .or(() -> entity(draft.ref()))
                .orElse(null);
        if (existing != null && !options.upsert()) {
            throw Refusal.of(409, "conflict", "entity \"" + draft.ref() + "\" exists already");
        }
        var whole = draft.on(existing, options.merge(), author);
        if (!options.createMissing()) {
            for (var target : missing(draft.sent(), announced, draft.identifier())) {
                throw Refusal.notFound(
                        "entity \"" + draft.ref() + "\" is related to \"" + target + "\", which does not exist");
            }
        }
        return new Written(whole, existing == null);
    }

    /** The targets in the relations that were sent which neither exist nor are about to. */
    private List<Ref> missing(ObjectNode sent, Set<String> announced, String self) {
        var missing = new ArrayList<Ref>();
        var relations = Json.object(sent, "relations");
        for (var relation : blueprint.relations().values()) {
            for (var identifier : Json.texts(relations.get(relation.key()))) {
                var target = new Ref(relation.target(), identifier);
                var own = relation.target().equals(blueprint.identifier());
                var coming = own && (identifier.equals(self) || announced.contains(identifier));
                if (!coming && !exists(target)) {
                    missing.add(target);
                }
            }
        }
        return missing;
    }

    private void store(CatalogEntity entity) {
        var before = entity(entity.ref());
        put(entity, blueprint);
        trail.written(before, entity);
        for (var relation : blueprint.relations().values()) {
            for (var identifier : entity.targets(relation.key())) {
                var target = new Ref(relation.target(), identifier);
                if (options.createMissing() && !exists(target)) {
                    var bare = bare(target);
                    put(bare, blueprintOf(target));
                    trail.written(Optional.empty(), bare);
                }
            }
        }
    }

    private Optional<CatalogEntity> entity(Ref ref) {
        return known.computeIfAbsent(ref, transaction::entity);
    }

    private boolean exists(Ref ref) {
        if (present.contains(ref)) {
            return true;
        }
        var exists = transaction.exists(ref);
        if (exists) {
            present.add(ref);
        }
        return exists;
    }

    private void put(CatalogEntity entity, Blueprint itsBlueprint) {
        transaction.put(entity, itsBlueprint);
        known.put(entity.ref(), Optional.of(entity));
        present.add(entity.ref());
    }

    /** An entity with nothing but its name, which need not satisfy its blueprint yet. */
    private CatalogEntity bare(Ref ref) {
        return new CatalogEntity(
                ref,
                null,
                null,
                List.of(),
                Json.object(),
                Json.object(),
                author.datasource(),
                Stamp.created(author.now(), author.client()));
    }

    private Blueprint blueprintOf(Ref ref) {
        return transaction
                .blueprint(ref.blueprint())
                .orElseThrow(() -> Refusal.notFound("blueprint \"" + ref.blueprint() + "\" does not exist"));
    }

    private CatalogEntity named(Ref ref) {
        return transaction.entity(ref).orElseThrow(() -> Refusal.notFound("entity \"" + ref + "\" does not exist"));
    }

    private void rename(CatalogEntity existing, String identifier) {
        var renamed = new Ref(existing.ref().blueprint(), Names.entity(identifier));
        if (transaction.entity(renamed).isPresent()) {
            throw Refusal.of(409, "conflict", "entity \"" + renamed + "\" exists already");
        }
        transaction.delete(existing.ref());
        transaction.put(existing.named(identifier), blueprint);
        trail.renamed(existing.ref(), identifier);
        new Links(transaction, trail).redirect(existing.ref(), Optional.of(identifier));
        known.clear();
        present.clear();
    }
}
