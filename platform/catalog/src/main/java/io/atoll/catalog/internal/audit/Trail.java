package io.atoll.catalog.internal.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.Audit;
import io.atoll.catalog.internal.store.Audit.Subject;
import io.atoll.catalog.internal.store.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records what one author changes within one transaction. */
public final class Trail {

    private static final Set<String> STAMP = Set.of("createdAt", "createdBy", "updatedAt", "updatedBy");

    private final Transaction transaction;
    private final Author author;
    private final Map<String, ObjectNode> destinations = new HashMap<>();

    public Trail(Transaction transaction, Author author) {
        this.transaction = transaction;
        this.author = author;
    }

    /** The subject of the audits of an entity. */
    public static Subject subject(Ref entity) {
        return new Subject("entity", entity.blueprint(), entity.identifier());
    }

    /** An entity was made or written again; a write that changed nothing is recorded only if it belongs to a run. */
    public void written(Optional<CatalogEntity> before, CatalogEntity after) {
        changed(subject(after.ref()), before.map(CatalogEntity::document).orElse(null), after.document());
    }

    /** An entity was deleted. */
    public void deleted(CatalogEntity before) {
        changed(subject(before.ref()), before.document(), null);
    }

    /** An entity has another identifier; its history goes with it. */
    public void renamed(Ref before, String identifier) {
        transaction.renameHistory(subject(before), identifier);
    }

    /** Anything was made (nothing before), changed, or deleted (nothing after). */
    public void changed(Subject subject, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        if (before != null && after != null && author.run() == null && alike(before, after)) {
            return;
        }
        var action = before == null ? "CREATE" : after == null ? "DELETE" : "UPDATE";
        transaction.add(new Audit(
                Names.random("event_", 16),
                author.now(),
                subject,
                action,
                author.client(),
                author.datasource(),
                author.origin(),
                author.run(),
                author.webhook(),
                before));
        if (subject.resource().equals("entity")) {
            tell(subject, action, before, after);
        }
    }

    private void tell(Subject entity, String action, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        var destination = destinations.computeIfAbsent(
                entity.blueprint(),
                identifier -> transaction
                        .blueprint(identifier)
                        .map(blueprint -> Json.object(blueprint.document(), "changelogDestination"))
                        .orElseGet(Json::object));
        var context = Json.object().put("blueprint", entity.blueprint()).put("entity", entity.identifier());
        new Changelog(transaction, author).tell(destination, "entity", action, context, before, after);
    }

    private static boolean alike(ObjectNode before, ObjectNode after) {
        return within(before, after) && within(after, before);
    }

    private static boolean within(ObjectNode some, ObjectNode others) {
        return some.properties().stream()
                .allMatch(field ->
                        STAMP.contains(field.getKey()) || field.getValue().equals(others.get(field.getKey())));
    }
}
