package io.atoll.settings.internal;

import io.atoll.model.Spelling;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What a configuration may hold, as the metatype of its PID declares it.
 *
 * @param owner whose configuration it is, for people
 * @param attributes by the key that files use: the attribute's id, for a secret without the dot
 */
record Schema(String owner, Map<String, Attribute> attributes) {

    static Schema of(String owner, ObjectClassDefinition definition) {
        var attributes = new TreeMap<String, Attribute>();
        for (int filter : new int[] {ObjectClassDefinition.REQUIRED, ObjectClassDefinition.OPTIONAL}) {
            var definitions = definition.getAttributeDefinitions(filter);
            if (definitions != null) {
                for (var each : definitions) {
                    var attribute = new Attribute(each, filter == ObjectClassDefinition.REQUIRED);
                    attributes.put(attribute.key(), attribute);
                }
            }
        }
        return new Schema(owner, attributes);
    }

    /**
     * Turns the keys of a file into properties.
     *
     * @param others keys of the file that are not the owner's but are allowed, and are passed over
     * @return by attribute id; only what the file says, so that defaults stay where they are declared
     */
    Map<String, Object> properties(Keys file, Collection<String> others, Secrets secrets, Faults faults) {
        var properties = new LinkedHashMap<String, Object>();
        file.entries().forEach((key, entry) -> {
            Attribute attribute = attributes.get(key);
            if (others.contains(key)) {
                return;
            }
            if (attribute == null) {
                var known = new TreeSet<>(attributes.keySet());
                known.addAll(others);
                faults.add(entry.place(), key, "is not known to " + owner + Spelling.hint(key, known));
                return;
            }
            convert(attribute, entry, secrets, faults).ifPresent(value -> properties.put(attribute.id(), value));
        });
        attributes.forEach((key, attribute) -> {
            if (attribute.mandatory() && !file.entries().containsKey(key)) {
                faults.add(file.place(), key, "is missing; " + owner + " needs it: " + attribute.explanation());
            }
        });
        return properties;
    }

    private static Optional<Object> convert(Attribute attribute, Entry entry, Secrets secrets, Faults faults) {
        try {
            return Optional.of(
                    attribute.many()
                            ? list(attribute, entry.value(), secrets)
                            : single(attribute, entry.value(), secrets));
        } catch (Attribute.Refused e) {
            faults.add(e.place(), attribute.key(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Object list(Attribute attribute, Value value, Secrets secrets) throws Attribute.Refused {
        if (!(value instanceof Sequence sequence)) {
            throw new Attribute.Refused(
                    value.place(), "is a list, written [a, b] or one '- a' a line, but here is " + value.description());
        }
        Object[] array = attribute.array(sequence.values().size());
        for (int i = 0; i < array.length; i++) {
            array[i] = single(attribute, sequence.values().get(i), secrets);
        }
        return array;
    }

    private static Object single(Attribute attribute, Value value, Secrets secrets) throws Attribute.Refused {
        if (!(value instanceof Scalar scalar)) {
            throw new Attribute.Refused(
                    value.place(), "is " + attribute.typeName() + ", but here is " + value.description());
        }
        if (scalar.form() == Form.NULL) {
            throw new Attribute.Refused(value.place(), "has no value; give it one or leave the key out");
        }
        return attribute.convert(scalar, secrets);
    }
}
