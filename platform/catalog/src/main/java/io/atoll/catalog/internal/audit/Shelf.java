package io.atoll.catalog.internal.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.Audit.Subject;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.store.View;
import java.util.List;

/**
 * Documents of one kind that people make, change and delete, with a stamp and a history.
 *
 * @param kind the kind, as the audit log calls it
 */
public record Shelf(String kind) {

    /** All of a scope: a blueprint's identifier, or empty for those that belong to none. */
    public List<ObjectNode> all(View view, String scope) {
        return List.copyOf(
                view.documents(kind, scope.isEmpty() ? "" : scope + "\n").values());
    }

    /** One that must be there. */
    public ObjectNode named(View view, String scope, String identifier) {
        return view.document(kind, key(scope, identifier)).orElseThrow(() -> unknown(identifier));
    }

    /** Adds a new one. */
    public ObjectNode create(Transaction transaction, Author author, String scope, String identifier, ObjectNode body) {
        if (transaction.document(kind, key(scope, identifier)).isPresent()) {
            throw Refusal.of(409, "identifier_taken", kind + " identifier \"" + identifier + "\" is already taken");
        }
        var now = Json.time(author.now());
        var document = body.deepCopy().put("identifier", identifier);
        document.put("createdAt", now).put("createdBy", author.client());
        document.put("updatedAt", now).put("updatedBy", author.client());
        transaction.putDocument(kind, key(scope, identifier), document);
        trail(transaction, author).changed(subject(scope, identifier), null, document);
        return document;
    }

    /** Puts another content in the place of one that must be there; only who made it and when stays. */
    public ObjectNode replace(
            Transaction transaction, Author author, String scope, String identifier, ObjectNode body) {
        var before = named(transaction, scope, identifier);
        var document = body.deepCopy().put("identifier", identifier);
        document.set("createdAt", before.path("createdAt"));
        document.set("createdBy", before.path("createdBy"));
        document.put("updatedAt", Json.time(author.now())).put("updatedBy", author.client());
        transaction.putDocument(kind, key(scope, identifier), document);
        trail(transaction, author).changed(subject(scope, identifier), before, document);
        return document;
    }

    /** Replaces the top-level keys that are given, of one that must be there. */
    public ObjectNode merge(Transaction transaction, Author author, String scope, String identifier, ObjectNode body) {
        var merged = named(transaction, scope, identifier).deepCopy();
        merged.setAll(body);
        return replace(transaction, author, scope, identifier, merged);
    }

    /** Deletes one that must be there. */
    public void delete(Transaction transaction, Author author, String scope, String identifier) {
        var before = named(transaction, scope, identifier);
        transaction.deleteDocument(kind, key(scope, identifier));
        trail(transaction, author).changed(subject(scope, identifier), before, null);
    }

    private static Trail trail(Transaction transaction, Author author) {
        return new Trail(transaction, author);
    }

    private Subject subject(String scope, String identifier) {
        return new Subject(kind, scope, identifier);
    }

    private Refusal unknown(String identifier) {
        return Refusal.notFound(kind + " \"" + identifier + "\" does not exist");
    }

    private static String key(String scope, String identifier) {
        return scope.isEmpty() ? identifier : scope + "\n" + identifier;
    }
}
