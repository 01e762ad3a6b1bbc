package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of an entity: for each field of it, the hash of the field's name and the {@link ValueHash} of its value.
 *
 * <p>The fields are title, icon, team, each property and each relation; not blueprint and identifier, by which entities are found.
 * Of a held entity, fields that are null say nothing and are left out. Of a produced one they are kept: they demand that nothing
 * is held. These are the same:
 *
 * <ul>
 *   <li>a field that is null, and one that is absent; so is a team that is an empty list
 *   <li>a team that is a text, and one that is the list of that text; lists of teams in any order
 * </ul>
 *
 * <p>A relation to one target is not the same as the list of that target. A relation or team that the catalog shall find by a
 * search is the same as nothing, not even as itself.
 */
final class Fingerprint {

    /** The hash of null, which no value has. */
    private static final long NULL = 0;

    /** The hash of a search, which no value has. */
    private static final long SEARCH = 1;

    private final Map<Long, Long> fields;

    private Fingerprint(Map<Long, Long> fields) {
        this.fields = fields;
    }

    /** The mapped fields of an entity. */
    static Fingerprint of(Entity entity) {
        Map<Long, Long> fields = new TreeMap<>();
        put(fields, "title", entity.title());
        put(fields, "icon", entity.icon());
        if (entity.team() != null) {
            fields.put(ValueHash.ofName("team"), team(entity.team()));
        }
        putAll(fields, "properties.", entity.properties());
        entity.relations()
                .properties()
                .forEach(entry ->
                        fields.put(ValueHash.ofName("relations." + entry.getKey()), relation(entry.getValue())));
        return new Fingerprint(fields);
    }

    /** The fingerprint that {@link #bytes} gave. */
    static Fingerprint of(byte[] bytes) {
        Map<Long, Long> fields = new TreeMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            fields.put(buffer.getLong(), buffer.getLong());
        }
        return new Fingerprint(fields);
    }

    /** Whether writing this over what is held would change nothing: each field of this has the value that is held. */
    boolean agreesWith(Fingerprint held) {
        return fields.entrySet().stream()
                .allMatch(field -> field.getValue() != SEARCH
                        && held.fields.getOrDefault(field.getKey(), NULL).equals(field.getValue()));
    }

    /** What is held once this is written over what is held now. */
    Fingerprint over(Fingerprint held) {
        Map<Long, Long> merged = new TreeMap<>(held.fields);
        merged.putAll(fields);
        return new Fingerprint(merged);
    }

    /** Sixteen bytes for each field that is not null, in the order of the hashes of the names. */
    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(fields.size() * 2 * Long.BYTES);
        fields.forEach((name, value) -> {
            if (value != NULL) {
                buffer.putLong(name).putLong(value);
            }
        });
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void putAll(Map<Long, Long> fields, String prefix, ObjectNode values) {
        values.properties().forEach(entry -> put(fields, prefix + entry.getKey(), entry.getValue()));
    }

    private static void put(Map<Long, Long> fields, String name, @Nullable JsonNode value) {
        if (value != null) {
            fields.put(ValueHash.ofName(name), value.isNull() ? NULL : proper(ValueHash.of(value)));
        }
    }

    private static long relation(JsonNode target) {
        return target.isNull() ? NULL : target.isObject() ? SEARCH : proper(ValueHash.of(target));
    }

    private static long team(JsonNode team) {
        JsonNode list = team.isArray()
                ? team
                : team.isNull()
                        ? JsonNodeFactory.instance.arrayNode()
                        : JsonNodeFactory.instance.arrayNode().add(team);
        for (JsonNode element : list) {
            if (element.isObject()) {
                return SEARCH;
            }
        }
        return list.isEmpty() ? NULL : proper(ValueHash.ofUnordered(list));
    }

    private static long proper(long hash) {
        return hash == NULL || hash == SEARCH ? ~hash : hash;
    }
}
