package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Entity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities of one bulk request, all of one blueprint. */
final class Bulk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] OPENING = "{\"entities\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSING = "]}".getBytes(StandardCharsets.US_ASCII);

    private final String blueprint;
    private final boolean repeated;
    private final List<Item> items;
    private int length = OPENING.length + CLOSING.length;

    /** Makes an empty one. */
    Bulk(String blueprint) {
        this(blueprint, false, List.of());
    }

    private Bulk(String blueprint, boolean repeated, List<Item> items) {
        this.blueprint = blueprint;
        this.repeated = repeated;
        this.items = new ArrayList<>();
        items.forEach(this::add);
    }

    /** An entity on its way. */
    static final class Item {

        private final int place;
        private final String identifier;
        private final byte[] json;

        private Item(int place, String identifier, byte[] json) {
            this.place = place;
            this.identifier = identifier;
            this.json = json;
        }

        static Item of(int place, Entity entity) {
            try {
                return new Item(place, entity.identifier().asText(), JSON.writeValueAsBytes(EntityWire.write(entity)));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Its index in the list of the caller. */
        int place() {
            return place;
        }

        /** The text by which answers name it; empty if the catalog finds it by a search. */
        String identifier() {
            return identifier;
        }
    }

    String blueprint() {
        return blueprint;
    }

    /** Whether its entities were sent before, and the answer did not mention them. */
    boolean repeated() {
        return repeated;
    }

    List<Item> items() {
        return items;
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(Item item) {
        length = lengthWith(item);
        items.add(item);
    }

    /** The length of the body in bytes. */
    int length() {
        return length;
    }

    /** The length that the body would have with one more entity. */
    int lengthWith(Item item) {
        return length + item.json.length + (items.isEmpty() ? 0 : 1);
    }

    List<Integer> places() {
        return items.stream().map(Item::place).toList();
    }

    Bulk firstHalf() {
        return new Bulk(blueprint, repeated, items.subList(0, items.size() / 2));
    }

    Bulk secondHalf() {
        return new Bulk(blueprint, repeated, items.subList(items.size() / 2, items.size()));
    }

    Bulk repeatOf(List<Item> some) {
        return new Bulk(blueprint, true, some);
    }

    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(length);
        body.writeBytes(OPENING);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(items.get(i).json);
        }
        body.writeBytes(CLOSING);
        return body.toByteArray();
    }

    /**
     * The item that an entry of an answer is about: by its index, unless the identifier is that of another item; without an index by its
     * identifier, if only one item has it; else {@code null}.
     */
    @Nullable
    Item find(int index, String identifier) {
        if (index >= 0 && index < items.size() && items.get(index).identifier().equals(identifier)) {
            return items.get(index);
        }
        List<Item> named = items.stream()
                .filter(item -> !identifier.isEmpty() && item.identifier().equals(identifier))
                .toList();
        if (index >= 0 && index < items.size()) {
            Item item = items.get(index);
            return named.isEmpty() || named.contains(item) ? item : null;
        }
        return named.size() == 1 ? named.getFirst() : null;
    }
}
