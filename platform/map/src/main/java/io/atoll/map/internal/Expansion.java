package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.model.Resource.Items;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes records apart: one item for each element of a list in them. */
final class Expansion {

    static final String PART = "itemsToParse";

    private final Expressions expressions;
    private final Field list;
    private final String name;

    /** Gives the record without its list; null if the items keep that. */
    private final @Nullable Field rest;

    Expansion(Expressions expressions, Items items) {
        Fields fields = new Fields(expressions, Resolvers.NONE);
        this.expressions = expressions;
        this.list = fields.required(PART, TextNode.valueOf(items.expression()));
        this.name = items.name();
        this.rest = items.removeList()
                ? fields.required(PART, TextNode.valueOf("del(" + DeletionPath.of(items.expression()) + ")"))
                : null;
    }

    /**
     * Takes a record apart.
     *
     * @throws NoItems if there is nothing to make items of
     * @throws Unmappable if it cannot be told
     */
    Split split(JsonNode record) throws NoItems {
        Draft draft = new Draft(record, expressions);
        JsonNode elements = list.evaluate(draft);
        if (!elements.isArray()) {
            throw new NoItems(PART + " gives no list" + (elements.isNull() ? ": " + draft.complaint(elements) : ""));
        }
        if (elements.isEmpty()) {
            throw new NoItems(PART + " gives an empty list");
        }
        JsonNode shared = rest == null ? record : rest.evaluate(draft);
        if (!shared.isObject()) {
            throw new NoItems(
                    PART + " begins with no path that could be deleted from the record, so that nothing is left of it;"
                            + " set itemsToParseTopLevelTransform to false");
        }
        return new Split((ArrayNode) elements, shared, name);
    }

    /**
     * A record, taken apart.
     *
     * @param elements one for each item
     * @param shared what the items have in common
     * @param name under which an item has its element
     */
    record Split(ArrayNode elements, JsonNode shared, String name) {

        int size() {
            return elements.size();
        }

        /** One item: what it shares with its siblings, and its element. */
        JsonNode item(int index) {
            Map<String, JsonNode> members = LinkedHashMap.newLinkedHashMap(shared.size() + 1);
            for (Map.Entry<String, JsonNode> member : shared.properties()) {
                members.put(member.getKey(), member.getValue());
            }
            members.put(name, elements.get(index));
            return new ObjectNode(JsonNodeFactory.instance, members);
        }
    }

    /** Says that a record has no items, and why. */
    static final class NoItems extends Exception {

        private static final long serialVersionUID = 1L;

        NoItems(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
