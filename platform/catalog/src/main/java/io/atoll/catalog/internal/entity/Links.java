package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.Transaction;
import java.util.Optional;

/** Changes the relations of others when an entity is renamed or goes away. */
final class Links {

    private static final int PAGE = 200;

    private final Transaction transaction;
    private final Trail trail;

    Links(Transaction transaction, Trail trail) {
        this.transaction = transaction;
        this.trail = trail;
    }

    /** Lets every relation to an entity lead to its new identifier, or nowhere. Who is changed keeps owner and times. */
    void redirect(Ref target, Optional<String> identifier) {
        for (var links = transaction.incoming(target, PAGE);
                !links.isEmpty();
                links = transaction.incoming(target, PAGE)) {
            for (var link : links) {
                var source = transaction.entity(link.source()).orElseThrow();
                var blueprint = Blueprints.named(transaction, link.source().blueprint());
                var relations = source.relations().deepCopy();
                if (blueprint.relations().containsKey(link.relation())) {
                    relations.set(
                            link.relation(),
                            redirected(relations.path(link.relation()), target.identifier(), identifier));
                } else {
                    relations.remove(link.relation());
                }
                var changed = source.relatedBy(relations);
                transaction.put(changed, blueprint);
                trail.written(Optional.of(source), changed);
            }
        }
    }

    private static JsonNode redirected(JsonNode value, String from, Optional<String> to) {
        if (value instanceof ArrayNode list) {
            var changed = Json.array();
            for (var element : list) {
                if (!element.asText().equals(from)) {
                    changed.add(element);
                } else {
                    to.ifPresent(changed::add);
                }
            }
            return changed;
        }
        return to.<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance());
    }
}
