package io.atoll.settings.internal;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value of a YAML or JSON document, with its place. */
sealed interface Value {

    Place place();

    /** What people call such a value. */
    String description();

    /** Whether another value is the same, wherever and however they are written. */
    boolean says(@Nullable Value other);

    /** What a scalar is by the rules of YAML 1.2; a quoted one is always a text. */
    enum Form {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /**
     * A single value.
     *
     * @param text as written, without quotes
     */
    record Scalar(Place place, Form form, String text) implements Value {

        @Override
        public String description() {
            return switch (form) {
                case TEXT -> "a text";
                case INTEGER, DECIMAL -> "a number";
                case BOOLEAN -> "a truth value";
                case NULL -> "nothing";
            };
        }

        @Override
        public boolean says(@Nullable Value other) {
            return other instanceof Scalar scalar && form == scalar.form() && text.equals(scalar.text());
        }

        /** The text is not shown: it may be a secret. */
        @Override
        public String toString() {
            return description() + " at " + place;
        }
    }

    /** Several values. */
    record Sequence(Place place, List<Value> values) implements Value {

        /** Copies the list. */
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public String description() {
            return "a list";
        }

        @Override
        public boolean says(@Nullable Value other) {
            return other instanceof Sequence list
                    && values.size() == list.values().size()
                    && IntStream.range(0, values.size())
                            .allMatch(i -> values.get(i).says(list.values().get(i)));
        }
    }

    /** Values by key, in the order of the file. */
    record Keys(Place place, Map<String, Entry> entries) implements Value {

        /** Copies the map, in its order. */
        public Keys {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String description() {
            return "an object";
        }

        @Override
        public boolean says(@Nullable Value other) {
            return other instanceof Keys keys
                    && entries.keySet().equals(keys.entries().keySet())
                    && entries.entrySet().stream()
                            .allMatch(each -> each.getValue()
                                    .value()
                                    .says(requireNonNull(keys.entries().get(each.getKey()))
                                            .value()));
        }

        /** These after a change; {@link Form#NULL} takes a key out, and keys below a key are changed one by one. */
        Keys with(Keys changes) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changes.entries().forEach((key, entry) -> {
                Entry old = changed.get(key);
                if (entry.value() instanceof Scalar scalar && scalar.form() == Form.NULL) {
                    changed.remove(key);
                } else if (entry.value() instanceof Keys inside && old != null && old.value() instanceof Keys present) {
                    changed.put(key, new Entry(old.place(), present.with(inside)));
                } else if (entry.value() instanceof Keys inside) {
                    changed.put(key, new Entry(entry.place(), new Keys(entry.place(), Map.of()).with(inside)));
                } else {
                    changed.put(key, entry);
                }
            });
            return new Keys(place, changed);
        }
    }

    /**
     * The value of a key.
     *
     * @param place where the key stands
     */
    record Entry(Place place, Value value) {}
}
