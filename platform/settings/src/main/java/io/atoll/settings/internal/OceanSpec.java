package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code .port/spec.*} declares of an integration's own settings.
 *
 * @param options by name without case and underscores: {@code jiraHost} and {@code JIRA_HOST} are the same
 */
record OceanSpec(Map<String, Option> options) {

    /** One that declares nothing. */
    static final OceanSpec NONE = new OceanSpec(Map.of());

    /** Keeps the order. */
    OceanSpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * One setting.
     *
     * @param name in camel case
     * @param initial what holds without it; {@code null} if nothing does
     * @param description for people, without markup
     */
    record Option(
            String name,
            Type type,
            boolean required,
            boolean sensitive,
            @Nullable Value initial,
            String description) {

        /** The environment variable. */
        String variable() {
            return OceanSpec.variable(name);
        }
    }

    /** The environment variable of a setting, by its name in camel case. */
    static String variable(String name) {
        return "OCEAN__INTEGRATION__CONFIG__"
                + name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** What a setting holds. */
    enum Type {
        STRING,
        INTEGER,
        BOOLEAN,
        URL,
        OBJECT,
        ARRAY
    }

    /** A name by which different spellings are the same. */
    static String normal(String name) {
        return name.replace("_", "").replace("-", "").replace(".", "").toLowerCase(Locale.ROOT);
    }

    /** Reads one. */
    static OceanSpec of(Keys spec, Faults faults) {
        var options = new LinkedHashMap<String, Option>();
        Entry entry = spec.entries().get("configurations");
        if (entry != null) {
            if (entry.value() instanceof Sequence list) {
                list.values().forEach(each -> option(each, options, faults));
            } else {
                faults.add(
                        entry.value().place(),
                        "'configurations' is a list, but here is "
                                + entry.value().description());
            }
        }
        return new OceanSpec(options);
    }

    private static void option(Value value, Map<String, Option> options, Faults faults) {
        String name = value instanceof Keys keys ? text(keys, "name") : "";
        if (!(value instanceof Keys keys) || name.isEmpty()) {
            faults.add(value.place(), "is an object with a 'name' and a 'type', but here is " + value.description());
            return;
        }
        Entry initial = keys.entries().get("default");
        options.put(
                normal(name),
                new Option(
                        name,
                        type(keys, faults),
                        text(keys, "required").equals("true"),
                        text(keys, "sensitive").equals("true"),
                        initial(initial),
                        text(keys, "description").replaceAll("<[^>]*>", "").strip()));
    }

    private static @Nullable Value initial(@Nullable Entry entry) {
        Value value = entry == null ? null : entry.value();
        return value instanceof Scalar scalar && scalar.form() == Form.NULL ? null : value;
    }

    private static Type type(Keys keys, Faults faults) {
        String text = text(keys, "type");
        for (Type type : Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
                return type;
            }
        }
        faults.add(
                keys.place(),
                "'type' is one of string, integer, boolean, url, object, array, but here is '" + text + "'");
        return Type.STRING;
    }

    private static String text(Keys keys, String key) {
        Entry entry = keys.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar ? scalar.text() : "";
    }
}
