package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.settings.internal.Value.Scalar;
import java.lang.reflect.Array;
import java.util.List;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One key of a configuration.
 *
 * @param definition what the metatype says about it
 * @param required whether the metatype wants a value
 */
record Attribute(AttributeDefinition definition, boolean required) {

    /** The name of the property. */
    String id() {
        return definition.getID();
    }

    /** The name in files: the id, for a secret without its dot. */
    String key() {
        return id().startsWith(".") ? id().substring(1) : id();
    }

    boolean secret() {
        return id().startsWith(".") || definition.getType() == AttributeDefinition.PASSWORD;
    }

    boolean many() {
        return definition.getCardinality() != 0;
    }

    /** Whether a file must hold it: it is required, and the metatype has no default. */
    boolean mandatory() {
        return required && definition.getDefaultValue() == null;
    }

    /** For a person who has to write a value. */
    String explanation() {
        String description = definition.getDescription();
        String what = description == null || description.isBlank() ? definition.getName() : description;
        return what + (secret() ? " (a secret: env:NAME, file:/path or the value)" : "");
    }

    /** What people call its type. */
    String typeName() {
        return switch (definition.getType()) {
            case AttributeDefinition.BOOLEAN -> "true or false";
            case AttributeDefinition.LONG,
                    AttributeDefinition.INTEGER,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.BYTE -> "a whole number";
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> "a number";
            case AttributeDefinition.CHARACTER -> "one character";
            default -> "a text";
        };
    }

    /** An array for values of its type. */
    Object[] array(int length) {
        Class<?> type = switch (definition.getType()) {
            case AttributeDefinition.BOOLEAN -> Boolean.class;
            case AttributeDefinition.LONG -> Long.class;
            case AttributeDefinition.INTEGER -> Integer.class;
            case AttributeDefinition.SHORT -> Short.class;
            case AttributeDefinition.BYTE -> Byte.class;
            case AttributeDefinition.DOUBLE -> Double.class;
            case AttributeDefinition.FLOAT -> Float.class;
            case AttributeDefinition.CHARACTER -> Character.class;
            default -> String.class;
        };
        return (Object[]) Array.newInstance(type, length);
    }

    /** Turns a written value into one of its type. */
    Object convert(Scalar written, Secrets secrets) throws Refused {
        if (written.text().contains(ConfigurationFiles.MASK)) {
            throw new Refused(
                    written.place(),
                    "holds " + ConfigurationFiles.MASK + ", which stands for a secret and is none; "
                            + (secret() ? "write env:NAME, file:/path or the value" : "write the value"));
        }
        String text = secret() ? resolved(written, secrets) : written.text();
        Object value;
        try {
            value = parsed(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(written.place(), "is " + typeName() + ", but here is " + shown(text));
        }
        check(written, text);
        return value;
    }

    private Object parsed(String text) {
        return switch (definition.getType()) {
            case AttributeDefinition.BOOLEAN -> truth(text);
            case AttributeDefinition.LONG -> Long.valueOf(text);
            case AttributeDefinition.INTEGER -> Integer.valueOf(text);
            case AttributeDefinition.SHORT -> Short.valueOf(text);
            case AttributeDefinition.BYTE -> Byte.valueOf(text);
            case AttributeDefinition.DOUBLE -> Double.valueOf(text);
            case AttributeDefinition.FLOAT -> Float.valueOf(text);
            case AttributeDefinition.CHARACTER -> character(text);
            default -> text;
        };
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private void check(Scalar written, String text) throws Refused {
        String[] options = definition.getOptionValues();
        if (options != null && options.length > 0 && !List.of(options).contains(text)) {
            throw new Refused(
                    written.place(), "is one of " + String.join(", ", options) + ", but here is " + shown(text));
        }
        String verdict = definition.validate(many() ? escaped(text) : text);
        if (verdict != null && !verdict.isEmpty()) {
            throw new Refused(written.place(), "must not be " + shown(text) + ": " + verdict.replaceFirst("^%", ""));
        }
    }

    /** The text as the only element of the list that {@link AttributeDefinition#validate} takes apart. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(" ", "\\ ");
    }

    private String resolved(Scalar written, Secrets secrets) throws Refused {
        try {
            return secrets.resolve(written.text());
        } catch (Secrets.Absent e) {
            throw new Refused(written.place(), "has no value: " + e.getMessage());
        }
    }

    private String shown(String text) {
        return secret() ? "something else" : "'" + text + "'";
    }

    /** Says why a value is not taken; the message goes on where {@code key 'x'} stands. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Place place;

        Refused(Place place, String message) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }
}
