package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.map.internal.Jq.Result;
import io.atoll.model.Resource.Items;
import java.util.Optional;

/** Takes records apart: one item for each element of a list in them. */
final class Expansion {

    private static final String PART = "port.itemsToParse";

    private final Leaf list;
    private final String name;
    private final Optional<Leaf> remover;

    Expansion(Programs programs, Items items) {
        list = new Leaf(PART, programs.lenient(items.expression()), true);
        name = items.name();
        remover = DeletionPath.of(items.expression())
                .filter(path -> items.removeList())
                .map(path -> new Leaf(PART, programs.lenient("del(" + path + ")"), false));
    }

    /**
     * The list of a record; empty if the expression gives none.
     *
     * @throws Unmappable as {@link Leaf#run} does
     */
    Optional<ArrayNode> elements(JsonNode record) {
        return list.run(record) instanceof Result.Output output && output.value() instanceof ArrayNode elements
                ? Optional.of(elements)
                : Optional.empty();
    }

    /** What the items of a record share: the record, without the list if that is wished and its place can be told. */
    JsonNode shared(JsonNode record) {
        return remover.isPresent()
                        && remover.get().run(record) instanceof Result.Output output
                        && output.value() instanceof ObjectNode rest
                ? rest
                : record;
    }

    /** One item: what it shares with its siblings, and the element under its name. */
    JsonNode item(JsonNode shared, JsonNode element) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        shared.properties().forEach(entry -> item.set(entry.getKey(), entry.getValue()));
        return item.set(name, element);
    }
}
