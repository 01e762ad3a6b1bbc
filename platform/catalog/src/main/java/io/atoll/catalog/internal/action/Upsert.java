package io.atoll.catalog.internal.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.Transaction;

/** The invocation {@code UPSERT_ENTITY}, the one that the catalog does itself: writes an entity, with merge. */
final class Upsert {

    static final String TYPE = "UPSERT_ENTITY";

    private static final WriteOptions OPTIONS = new WriteOptions(true, true, false, false);

    private final Transaction transaction;
    private final Author author;
    private final Derivation derivation;

    Upsert(Transaction transaction, Author author, Derivation derivation) {
        this.transaction = transaction;
        this.author = author;
        this.derivation = derivation;
    }

    /**
     * Writes the entity of an invocation in which every program has been evaluated.
     *
     * @param invocation {@code {blueprintIdentifier, mapping: {identifier, title, icon, team, properties, relations}}}
     * @throws Refusal if the entity cannot be written; then nothing was
     */
    Ref write(JsonNode invocation, String run) {
        var identifier = Json.text(invocation, "blueprintIdentifier");
        if (identifier == null || !(invocation.get("mapping") instanceof ObjectNode mapping)) {
            throw Refusal.invalid("an " + TYPE + " needs \"blueprintIdentifier\", a text, and \"mapping\", an object");
        }
        var blueprint = Blueprints.named(transaction, identifier);
        var writer = new EntityWriter(transaction, blueprint, OPTIONS, author.of(run), derivation);
        return writer.write(mapping).entity().ref();
    }
}
