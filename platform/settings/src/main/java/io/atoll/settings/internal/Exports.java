package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.Exported;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is in force as the files that would bring it about. */
final class Exports {

    private final Place place;
    private final Keys written;
    private final Secrets secrets;

    /**
     * For one file.
     *
     * @param label the path of the file as people know it
     * @param written what it says now; it shows where secrets come from
     */
    Exports(String label, Keys written, Secrets secrets) {
        this.place = Place.whole(label);
        this.written = written;
        this.secrets = secrets;
    }

    /** The file of a stage. */
    Exported stage(Schema schema, Map<String, Object> running) {
        return exported(new Keys(place, entries(schema, running, written)));
    }

    /**
     * The file of an instance.
     *
     * @param running what is in force of its own
     * @param sections what stages have in force for it, by stage, without what holds for all instances
     */
    Exported instance(
            Integration integration,
            Schema schema,
            Map<String, Object> running,
            Map<String, Schema> stages,
            Map<String, Map<String, Object>> sections) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!integration.resyncOnStart()) {
            entries.put(InstanceFile.RESYNC_ON_START, entry(new Scalar(place, Form.BOOLEAN, "false")));
        }
        entries.putAll(entries(schema, running, written));
        stages.forEach((stage, each) -> {
            Entry section = written.entries().get(stage);
            Keys inside = section != null && section.value() instanceof Keys keys ? keys : new Keys(place, Map.of());
            var values = entries(each, sections.getOrDefault(stage, Map.of()), inside);
            if (!values.isEmpty()) {
                entries.put(stage, entry(new Keys(place, values)));
            }
        });
        @Nullable JsonNode mapping = integration.mapping();
        if (mapping != null) {
            entries.put(InstanceFile.MAPPING, entry(Json.value(mapping, place)));
        }
        return exported(new Keys(place, entries));
    }

    /** What stages have in force for an instance and not for all. */
    static Map<String, Object> ownOnly(Map<String, Object> running, Map<String, Object> all) {
        var own = new HashMap<>(running);
        own.entrySet().removeIf(each -> Objects.deepEquals(each.getValue(), all.get(each.getKey())));
        return own;
    }

    private Exported exported(Keys keys) {
        return new Exported(place.file(), YamlWriting.block(keys));
    }

    private Map<String, Entry> entries(Schema schema, Map<String, Object> running, Keys present) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        schema.attributes().forEach((key, attribute) -> {
            @Nullable Object value = running.get(attribute.id());
            if (value instanceof Object[] values) {
                List<Value> each = Arrays.stream(values)
                        .map(one -> value(attribute, one, Optional.empty()))
                        .toList();
                @Nullable Entry old = present.entries().get(key);
                boolean same = attribute.secret() && old != null && sameSecrets(old.value(), values);
                entries.put(key, same && old != null ? old : entry(new Sequence(place, each)));
            } else if (value != null) {
                entries.put(
                        key,
                        entry(value(
                                attribute,
                                value,
                                Optional.ofNullable(present.entries().get(key)))));
            }
        });
        return entries;
    }

    private boolean sameSecrets(Value written, Object[] running) {
        if (!(written instanceof Sequence sequence) || sequence.values().size() != running.length) {
            return false;
        }
        for (int i = 0; i < running.length; i++) {
            if (!refersTo(sequence.values().get(i), running[i])) {
                return false;
            }
        }
        return true;
    }

    private Value value(Attribute attribute, Object running, Optional<Entry> present) {
        if (attribute.secret()) {
            return present.map(Entry::value)
                    .filter(old -> refersTo(old, running))
                    .orElseGet(() -> new Scalar(place, Form.TEXT, ConfigurationFiles.MASK));
        }
        Form form = switch (running) {
            case Boolean flag -> Form.BOOLEAN;
            case Double number -> Form.DECIMAL;
            case Float number -> Form.DECIMAL;
            case Number number -> Form.INTEGER;
            default -> Form.TEXT;
        };
        return new Scalar(place, form, running.toString());
    }

    /** Whether what is written is a reference to the secret that is in force. */
    private boolean refersTo(Value written, Object running) {
        try {
            return written instanceof Scalar scalar
                    && Secrets.reference(scalar.text())
                    && secrets.resolve(scalar.text()).equals(running.toString());
        } catch (Secrets.Absent e) {
            return false;
        }
    }

    private Entry entry(Value value) {
        return new Entry(place, value);
    }
}
