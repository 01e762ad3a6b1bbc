package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.Audit.Subject;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.store.View;

/** Makes, changes and removes blueprints within one transaction. */
public final class Blueprints {

    private final Transaction transaction;
    private final Author author;
    private final Trail trail;

    public Blueprints(Transaction transaction, Author author) {
        this.transaction = transaction;
        this.author = author;
        this.trail = new Trail(transaction, author);
    }

    /** A blueprint that must be there. */
    public static Blueprint named(View view, String identifier) {
        return view.blueprint(identifier)
                .orElseThrow(() -> Refusal.notFound("blueprint \"" + identifier + "\" does not exist"));
    }

    /** Makes a new one. */
    public Blueprint create(ObjectNode sent) {
        var document = new BlueprintCheck(transaction).complete(sent);
        var made = new Blueprint(document, Stamp.created(author.now(), author.client()));
        if (transaction.blueprint(made.identifier()).isPresent()) {
            throw Refusal.of(
                    409, "identifier_taken", "blueprint identifier \"" + made.identifier() + "\" is already taken");
        }
        transaction.put(made);
        trail.changed(subject(made.identifier()), null, made.document());
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

    /** Gives a property another key. */
    public Blueprint renameProperty(String identifier, String from, String to) {
        return rename(identifier, Renaming.Part.PROPERTY, from, to);
    }

    /** Gives a relation another key. */
    public Blueprint renameRelation(String identifier, String from, String to) {
        return rename(identifier, Renaming.Part.RELATION, from, to);
    }

    /** Gives a mirror property another key. */
    public Blueprint renameMirror(String identifier, String from, String to) {
        return rename(identifier, Renaming.Part.MIRROR, from, to);
    }

    /** Removes one that has no entities and that no other blueprint leads to. */
    public void delete(String identifier) {
        var before = named(transaction, identifier);
        SystemBlueprints.refuseDeletion(identifier);
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
        trail.changed(subject(identifier), before.shown(), null);
    }

    private Blueprint rename(String identifier, Renaming.Part part, String from, String to) {
        var before = named(transaction, identifier);
        var renaming = new Renaming(transaction, before, part, from, to);
        var others = renaming.others();
        var renamed = store(before, renaming.document());
        renaming.renameValues(renamed);
        for (var other : others) {
            store(named(transaction, other.path("identifier").asText()), other);
        }
        new BlueprintCheck(transaction).complete(renamed.document());
        return renamed;
    }

    private static Subject subject(String identifier) {
        return new Subject("blueprint", "", identifier);
    }

    private Blueprint change(Blueprint before, ObjectNode after) {
        var check = new BlueprintCheck(transaction);
        var document = check.complete(after);
        if (!document.path("identifier").asText().equals(before.identifier())) {
            throw Refusal.invalid("the identifier of a blueprint cannot be changed; make a new one instead");
        }
        check.checkChange(before, document);
        return store(before, document);
    }

    private Blueprint store(Blueprint before, ObjectNode document) {
        var changed = new Blueprint(document, before.stamp().updated(author.now(), author.client()));
        transaction.put(changed);
        trail.changed(subject(before.identifier()), before.shown(), changed.document());
        return changed;
    }
}
