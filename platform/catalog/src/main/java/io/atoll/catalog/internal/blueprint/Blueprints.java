package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.store.View;
import java.time.Instant;

/** Makes, changes and removes blueprints within one transaction. */
public final class Blueprints {

    private final Transaction transaction;
    private final String author;
    private final Instant now;

    public Blueprints(Transaction transaction, String author, Instant now) {
        this.transaction = transaction;
        this.author = author;
        this.now = now;
    }

    /** A blueprint that must be there. */
    public static Blueprint named(View view, String identifier) {
        return view.blueprint(identifier)
                .orElseThrow(() -> Refusal.notFound("blueprint \"" + identifier + "\" does not exist"));
    }

    /** Makes a new one. */
    public Blueprint create(ObjectNode sent) {
        var document = new BlueprintCheck(transaction).complete(sent);
        var made = new Blueprint(document, Stamp.created(now, author));
        if (transaction.blueprint(made.identifier()).isPresent()) {
            throw Refusal.of(
                    409, "identifier_taken", "blueprint identifier \"" + made.identifier() + "\" is already taken");
        }
        transaction.put(made);
        return made;
    }

    /** Replaces the whole document. */
    public Blueprint replace(String identifier, ObjectNode sent) {
        var before = named(transaction, identifier);
        var full = sent.deepCopy();
        if (!full.has("identifier")) {
            full.put("identifier", identifier);
        }
        return change(before, full);
    }

    /** Replaces the top-level keys that were sent and leaves the others alone. */
    public Blueprint merge(String identifier, ObjectNode sent) {
        var before = named(transaction, identifier);
        var merged = before.document().deepCopy();
        merged.setAll(sent);
        return change(before, merged);
    }

    /** Removes one that has no entities and that no other blueprint leads to. */
    public void delete(String identifier) {
        named(transaction, identifier);
        var entities = transaction.count(identifier);
        if (entities > 0) {
            throw Refusal.dependents("blueprint \"" + identifier + "\" has_dependents: " + entities
                    + " entities; delete them first, for example with DELETE …/all-entities");
        }
        for (var other : transaction.blueprints()) {
            if (!other.identifier().equals(identifier)
                    && other.relations().values().stream()
                            .anyMatch(relation -> relation.target().equals(identifier))) {
                throw Refusal.dependents("blueprint \"" + identifier + "\" has_dependents: blueprint \""
                        + other.identifier() + "\" has a relation to it");
            }
        }
        transaction.deleteBlueprint(identifier);
    }

    private Blueprint change(Blueprint before, ObjectNode after) {
        var check = new BlueprintCheck(transaction);
        var document = check.complete(after);
        if (!document.path("identifier").asText().equals(before.identifier())) {
            throw Refusal.invalid("the identifier of a blueprint cannot be changed; make a new one instead");
        }
        check.checkChange(before, document);
        var changed = new Blueprint(document, before.stamp().updated(now, author));
        transaction.put(changed);
        return changed;
    }
}
