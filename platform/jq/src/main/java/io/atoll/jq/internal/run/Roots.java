package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values at the paths of one input that programs read, each looked up once. Of one thread at a time. */
public final class Roots {

    private final JsonNode input;
    private final Table table;
    /** Made when the first place is found that is read more than once. */
    private @Nullable JsonNode @Nullable [] found;

    /** Of an input. */
    public Roots(JsonNode input, Table table) {
        this.input = input;
        this.table = table;
    }

    /** The input itself. */
    public JsonNode input() {
        return input;
    }

    /** Whether the places are those of a table. */
    public boolean isOf(Table other) {
        return table.equals(other);
    }

    /** The value at a place, or null if something on the way has no members. */
    public @Nullable JsonNode at(Place place) {
        if (place.uses <= 1) {
            return member(place);
        }
        @Nullable JsonNode[] places = found;
        if (places == null) {
            places = new JsonNode[table.size()];
            found = places;
        }
        JsonNode known = places[place.slot];
        if (known == null) {
            known = member(place);
            places[place.slot] = known;
        }
        return known;
    }

    private @Nullable JsonNode member(Place place) {
        JsonNode parent = place.parent == null ? input : at(place.parent);
        return parent == null ? null : Access.member(parent, place.key);
    }

    /** A path of names from the root of the input. */
    public static final class Place {

        private final @Nullable Place parent;
        private final String key;
        private final int slot;
        private final Map<String, Place> children = new HashMap<>();
        /** How often it is read, by itself or on the way to other places; changes while programs are compiled. */
        private int uses;

        Place(@Nullable Place parent, String key, int slot) {
            this.parent = parent;
            this.key = key.intern();
            this.slot = slot;
        }

        /** The value at this place of an input, or null if something on the way has no members. */
        public @Nullable JsonNode in(JsonNode input) {
            JsonNode container = parent == null ? input : parent.in(input);
            return container == null ? null : Access.member(container, key);
        }

        /** The names from the root. */
        public List<String> names() {
            List<String> names = parent == null ? new ArrayList<>() : parent.names();
            names.add(key);
            return names;
        }
    }

    /** The places that the programs of a group read; filled while they are compiled. */
    public static final class Table {

        private final Map<String, Place> places = new HashMap<>();
        private int size;

        /** The place of a member of another place, or of the input. */
        public Place place(@Nullable Place parent, String key) {
            return (parent == null ? places : parent.children)
                    .computeIfAbsent(key, name -> new Place(parent, name, size++));
        }

        /** Counts one more expression that reads a place. */
        public void use(Place place) {
            for (Place step = place; step != null; step = step.parent) {
                step.uses++;
            }
        }

        int size() {
            return size;
        }
    }
}
