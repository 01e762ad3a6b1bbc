package io.atoll.catalog.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Deletion;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.Outcome.Refused;
import io.atoll.catalog.internal.entity.Outcome.Written;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes what an event of a webhook means, within one transaction. */
public final class Intake {

    private static final WriteOptions UPSERT = new WriteOptions(true, true, false, true);

    private static final String NAMES = "webhook-event";
    private static final int MOST_NAMES = 1000;

    private final Transaction transaction;
    private final ObjectNode webhook;
    private final Author author;
    private final Expressions expressions;
    private final Derivation derivation;

    public Intake(
            Transaction transaction, ObjectNode webhook, Instant now, Expressions expressions, Derivation derivation) {
        var identifier = webhook.path("identifier").asText();
        this.transaction = transaction;
        this.webhook = webhook;
        this.author = new Author("webhook", agent(identifier), now, null, identifier);
        this.expressions = expressions;
        this.derivation = derivation;
    }

    /** Forgets the names of the events of a webhook. */
    public static void forget(Transaction transaction, String webhook) {
        transaction.deleteEntries(NAMES, agent(webhook));
    }

    /** Refuses an event that is not signed as the webhook asks. */
    public static void authenticate(ObjectNode webhook, byte[] body, Optional<String> signature) {
        if (!Signature.fits(webhook.path("security"), body, signature.orElse(null))) {
            throw Refusal.of(401, "unauthorized", "the signature of the event is missing or wrong");
        }
    }

    /**
     * Takes an event {@code {body, headers, queryParams}}: entities that can be written are, whatever happens to the others.
     *
     * <p>Where the webhook says how events are named, one that was taken without errors is not taken again; the newest 1,000 names are
     * remembered.
     *
     * @return how many were written or deleted, and what was wrong with the others
     */
    public ObjectNode take(ObjectNode event) {
        var result = Json.object().put("changed", 0);
        var errors = result.putArray("errors");
        var name = name(event);
        if (name.isPresent() && taken(name.get())) {
            return result.put("duplicate", true);
        }
        for (var definition : webhook.path("mappings")) {
            var mapping = new Mapping(definition, expressions);
            var entities = mapping.entities(event);
            if (!entities.isEmpty()) {
                take(mapping, mapping.blueprint(event), entities, result);
            }
        }
        if (name.isPresent() && errors.isEmpty()) {
            var known = Json.object().put("name", name.get());
            transaction.addEntries(NAMES, author.datasource(), List.of(known), MOST_NAMES);
        }
        return result;
    }

    private static String agent(String webhook) {
        return "webhook/" + webhook;
    }

    private Optional<String> name(ObjectNode event) {
        return Optional.ofNullable(Json.text(webhook.path("security"), "requestIdentifierPath"))
                .map(program -> expressions.first(program, event))
                .filter(JsonNode::isValueNode)
                .filter(name -> !name.isNull())
                .map(JsonNode::asText);
    }

    private boolean taken(String name) {
        return transaction.entriesBefore(NAMES, author.datasource(), Long.MAX_VALUE, MOST_NAMES).stream()
                .anyMatch(known -> known.document().path("name").asText().equals(name));
    }

    private void take(Mapping mapping, String blueprint, List<ObjectNode> entities, ObjectNode result) {
        try {
            if (mapping.deletes()) {
                delete(mapping, blueprint, entities, result);
            } else {
                write(blueprint, entities, result);
            }
        } catch (Refusal e) {
            result.withArrayProperty("errors").add(e.body());
        }
    }

    private void write(String blueprint, List<ObjectNode> entities, ObjectNode result) {
        var writer =
                new EntityWriter(transaction, Blueprints.named(transaction, blueprint), UPSERT, author, derivation);
        for (var outcome : writer.writeAll(List.copyOf(entities))) {
            switch (outcome) {
                case Written written -> count(result, 1);
                case Refused refused ->
                    result.withArrayProperty("errors").add(refused.refusal().body());
            }
        }
    }

    private void delete(Mapping mapping, String blueprint, List<ObjectNode> entities, ObjectNode result) {
        var refs = entities.stream()
                .map(entity -> new Ref(blueprint, entity.path("identifier").asText()))
                .toList();
        count(
                result,
                new Deletion(transaction, author)
                        .delete(refs, mapping.deletesDependents())
                        .size());
    }

    private static void count(ObjectNode result, int more) {
        result.put("changed", result.path("changed").asInt() + more);
    }
}
