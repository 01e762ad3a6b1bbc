package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field that is compared: title, icon, team, a property or a relation; not blueprint and identifier, by which entities are found.
 *
 * <p>Values are the same if the catalog answers both writes alike:
 *
 * <ul>
 *   <li>null, and a team or relation that is an empty list
 *   <li>a team or relation that is a text, the list of that text, and the list that has it twice
 *   <li>lists of teams in any order
 *   <li>a number and the text that spells it, where only texts can stand: not in properties
 * </ul>
 *
 * @param part where it stands
 * @param name the property or relation; empty elsewhere
 * @param value what it has; null is JSON null
 */
record Field(Part part, String name, JsonNode value) {

    /** The parts of an entity. */
    enum Part {
        TITLE("title", 't'),
        ICON("icon", 'i'),
        TEAM("team", 'm'),
        PROPERTY("properties.", 'p'),
        RELATION("relations.", 'r');

        private final String path;
        private final char letter;

        Part(String path, char letter) {
            this.path = path;
            this.letter = letter;
        }
    }

    /** The mapped fields of an entity. */
    static List<Field> of(Entity entity) {
        List<Field> fields = new ArrayList<>();
        add(fields, Part.TITLE, entity.title());
        add(fields, Part.ICON, entity.icon());
        add(fields, Part.TEAM, entity.team());
        addAll(fields, Part.PROPERTY, entity.properties());
        addAll(fields, Part.RELATION, entity.relations());
        return fields;
    }

    /**
     * The empty field of a path.
     *
     * @throws IllegalArgumentException if no field has such a path
     */
    static Field at(String path) {
        for (Part part : Part.values()) {
            boolean named = part.path.endsWith(".");
            if (named ? path.startsWith(part.path) : path.equals(part.path)) {
                return new Field(part, path.substring(part.path.length()), NullNode.getInstance());
            }
        }
        throw new IllegalArgumentException("no field has the path " + path);
    }

    /** Its path, as differences name it. */
    String path() {
        return part.path + name;
    }

    /** Whether it says that nothing is there. */
    boolean empty() {
        return value.isNull() || (listed() && value.isArray() && value.isEmpty());
    }

    /** Whether the catalog is to find what it holds by a search. */
    boolean searched() {
        if (!listed()) {
            return false;
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (element.isObject()) {
                    return true;
                }
            }
        }
        return value.isObject();
    }

    /** The hash of its path. */
    long nameHash(ValueHash hash) {
        SipHash name = hash.begin();
        addName(name);
        return name.end();
    }

    /** The hash of its value; same values have the same. */
    long valueHash(ValueHash hash) {
        SipHash content = hash.begin();
        addValue(hash, content);
        return content.end();
    }

    /** The hash of both. */
    long hash(ValueHash hash) {
        SipHash whole = hash.begin();
        addName(whole);
        addValue(hash, whole);
        return whole.end();
    }

    private void addName(SipHash hash) {
        hash.add(part.letter);
        hash.add(name);
    }

    private void addValue(ValueHash values, SipHash hash) {
        if (empty()) {
            hash.add(0);
        } else if (part == Part.PROPERTY || searched()) {
            values.add(value, hash);
        } else {
            Collection<String> texts = texts();
            hash.add(texts.size());
            texts.forEach(hash::add);
        }
    }

    private boolean listed() {
        return part == Part.TEAM || part == Part.RELATION;
    }

    /** The texts in it: each once, and those of a team in a fixed order. */
    private Collection<String> texts() {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        Set<String> texts = part == Part.TEAM ? new TreeSet<>() : new LinkedHashSet<>();
        for (JsonNode element : value) {
            texts.add(text(element));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static void add(List<Field> fields, Part part, @Nullable JsonNode value) {
        if (value != null) {
            fields.add(new Field(part, "", value));
        }
    }

    private static void addAll(List<Field> fields, Part part, ObjectNode values) {
        for (var entry : values.properties()) {
            fields.add(new Field(part, entry.getKey(), entry.getValue()));
        }
    }
}
