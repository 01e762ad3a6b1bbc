package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the third party has.
 *
 * @param part the partition, or for items the box; empty where its kind has none
 * @param needs the identifier of what it relates to
 * @param parent the identifier of one of its kind
 * @param since when it came, or came to where it is
 */
record Thing(
        String kind,
        String part,
        String id,
        String value,
        boolean open,
        @Nullable String needs,
        @Nullable String parent,
        long since) {

    JsonNode record() {
        var record = JsonNodeFactory.instance.objectNode();
        return record.put("id", id)
                .put("value", value)
                .put("open", open)
                .put("needs", needs)
                .put("parent", parent);
    }

    boolean is(String someKind, @Nullable String someId) {
        return kind.equals(someKind) && id.equals(someId);
    }

    Thing at(String newPart, long now) {
        return new Thing(kind, newPart, id, value, open, needs, parent, now);
    }

    Thing with(String newValue, boolean newOpen) {
        return new Thing(kind, part, id, newValue, newOpen, needs, parent, since);
    }

    Thing relating(@Nullable String newNeeds, @Nullable String newParent) {
        return new Thing(kind, part, id, value, open, newNeeds, newParent, since);
    }
}
