package io.atoll.settings.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML or JSON document, with its place. */
sealed interface Value {

    Place place();

    /** What people call such a value. */
    String description();

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
    }

    /**
     * The value of a key.
     *
     * @param place where the key stands
     */
    record Entry(Place place, Value value) {}
}
