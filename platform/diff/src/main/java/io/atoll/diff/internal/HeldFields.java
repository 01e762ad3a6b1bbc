package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Packs the fields of a held entity, by path, and unpacks them. */
final class HeldFields {

    private static final JsonMapper JSON = new JsonMapper();

    private HeldFields() {}

    /** Packs fields, without those that are empty. */
    static long[] pack(List<Field> fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            if (!field.empty()) {
                json.set(field.path(), field.value());
            }
        }
        try {
            return PackedBytes.pack(JSON.writeValueAsBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes cannot fail", e);
        }
    }

    /** Unpacks fields. */
    static ObjectNode unpack(long[] words) {
        try {
            // Reads one value, and so not the zeros after it.
            return JSON.readerFor(ObjectNode.class).readValue(PackedBytes.unpack(words));
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed cannot be broken", e);
        }
    }
}
