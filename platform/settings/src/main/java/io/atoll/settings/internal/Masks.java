package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Masking;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files as people may see them. A secret is masked, unless it is only a reference to one; so is every text under a key that nobody has declared,
 * since it may be a secret whose bundle is not deployed.
 *
 * @param attributes what is declared, by key
 * @param sections what stages declare for each instance, by the name of the stage
 */
record Masks(Map<String, Attribute> attributes, Map<String, Schema> sections) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What keys say. */
    ObjectNode shown(Keys keys) {
        ObjectNode shown = JSON.objectNode();
        keys.entries().forEach((key, entry) -> shown.set(key, shown(key, entry.value())));
        return shown;
    }

    private JsonNode shown(String key, Value value) {
        Schema section = sections.get(key);
        if (section != null && value instanceof Keys keys) {
            return new Masks(section.attributes(), Map.of()).shown(keys);
        }
        Optional<Attribute> attribute = Optional.ofNullable(attributes.get(key));
        return attribute.isEmpty() && InstanceFile.RESERVED.contains(key)
                ? Json.of(value, new Faults())
                : masked(attribute, key, value);
    }

    private static JsonNode masked(Optional<Attribute> attribute, String key, Value value) {
        return switch (value) {
            case Scalar scalar -> masked(attribute, key, scalar);
            case Sequence sequence -> {
                var array = JSON.arrayNode();
                sequence.values().forEach(element -> array.add(masked(attribute, key, element)));
                yield array;
            }
            case Keys keys -> {
                ObjectNode object = JSON.objectNode();
                keys.entries()
                        .forEach((inner, entry) -> object.set(inner, masked(Optional.empty(), inner, entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode masked(Optional<Attribute> attribute, String key, Scalar scalar) {
        boolean hidden = attribute.map(Attribute::secret).orElse(scalar.form() == Form.TEXT);
        if (hidden) {
            return JSON.textNode(Secrets.reference(scalar.text()) ? scalar.text() : ConfigurationFiles.MASK);
        }
        return Masking.of(JSON.objectNode().set(key, Json.of(scalar, new Faults())))
                .path(key);
    }

    /**
     * A change without what only sends back what was shown.
     *
     * @param shown what the file says, as people see it
     */
    static ObjectNode without(ObjectNode change, ObjectNode shown) {
        ObjectNode rest = JSON.objectNode();
        change.properties().forEach(each -> {
            @Nullable JsonNode seen = shown.get(each.getKey());
            JsonNode sent = each.getValue();
            if (sent instanceof ObjectNode inside && seen instanceof ObjectNode present) {
                rest.set(each.getKey(), without(inside, present));
            } else if (!sent.equals(seen)) {
                rest.set(each.getKey(), sent);
            }
        });
        return rest;
    }
}
