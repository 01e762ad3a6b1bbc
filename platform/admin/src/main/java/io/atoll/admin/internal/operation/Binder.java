package io.atoll.admin.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the input of an operation of JSON, and refuses what is not one: with the field, and what it must be. */
final class Binder {

    /** How many values a list may have. */
    private static final int MANY = 1_000;

    private Binder() {}

    /** The input that an object describes. */
    static <I extends Record> I bind(Operation<I, ?> operation, JsonNode sent) throws Refused {
        if (!(sent instanceof ObjectNode object)) {
            throw Refused.invalid("", "what is sent must be a JSON object");
        }
        for (var entry : object.properties()) {
            operation.field(entry.getKey());
        }
        RecordComponent[] components = operation.input().getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(operation.fields().get(i), components[i], object);
        }
        return made(operation.input(), components, values);
    }

    private static @Nullable Object value(Field field, RecordComponent component, ObjectNode object) throws Refused {
        JsonNode value = object.get(field.name());
        if (value == null || (value.isNull() && field.shape() != Field.Shape.JSON)) {
            if (field.required()) {
                throw Refused.invalid(field.name(), "'" + field.name() + "' is missing; it must be " + expected(field));
            }
            return component.getType() == List.class ? List.of() : null;
        }
        return field.many() ? list(field, value) : one(field, component.getType(), value, field.name());
    }

    private static List<Object> list(Field field, JsonNode value) throws Refused {
        if (!value.isArray()) {
            throw Refused.invalid(field.name(), "'" + field.name() + "' must be " + expected(field));
        }
        if (value.size() > MANY) {
            throw Refused.invalid(
                    field.name(), "'" + field.name() + "' has " + value.size() + " values; it may have " + MANY);
        }
        List<Object> values = new ArrayList<>(value.size());
        for (JsonNode each : value) {
            values.add(one(field, String.class, each, field.name() + "[" + values.size() + "]"));
        }
        return values;
    }

    private static Object one(Field field, Class<?> type, JsonNode value, String path) throws Refused {
        boolean fits = switch (field.shape()) {
            case TEXT, CHOICE, MOMENT -> value.isTextual();
            case INT -> value.isIntegralNumber() && value.canConvertToInt();
            case LONG -> value.isIntegralNumber() && value.canConvertToLong();
            case NUMBER -> value.isNumber();
            case FLAG -> value.isBoolean();
            case JSON -> true;
            case OBJECT -> value.isObject();
        };
        if (!fits) {
            throw wrong(field, path);
        }
        return switch (field.shape()) {
            case TEXT -> text(field, value.textValue(), path);
            case INT -> value.intValue();
            case LONG -> value.longValue();
            case NUMBER -> value.doubleValue();
            case FLAG -> value.booleanValue();
            case MOMENT -> moment(field, value.textValue(), path);
            case CHOICE -> choice(field, type, value.textValue(), path);
            case JSON, OBJECT -> value;
        };
    }

    private static String text(Field field, String text, String path) throws Refused {
        if (text.codePointCount(0, text.length()) > field.most()) {
            throw Refused.invalid(
                    path,
                    "'" + path + "' has " + text.codePointCount(0, text.length()) + " characters; it may have "
                            + field.most());
        }
        boolean lines = field.most() > 1_000;
        boolean hostile = text.codePoints()
                .anyMatch(point -> Character.getType(point) == Character.SURROGATE
                        || (Character.isISOControl(point)
                                && !(lines && (point == '\n' || point == '\r' || point == '\t'))));
        if (hostile) {
            throw Refused.invalid(path, "'" + path + "' holds control characters; leave them out");
        }
        return text;
    }

    private static Instant moment(Field field, String text, String path) throws Refused {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(field, path);
        }
    }

    private static Object choice(Field field, Class<?> type, String text, String path) throws Refused {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(field, path));
    }

    private static Refused wrong(Field field, String path) {
        return Refused.invalid(path, "'" + path + "' must be " + field.expected());
    }

    private static String expected(Field field) {
        return field.many() ? "a list, each value " + field.expected() : field.expected();
    }

    /** The constructor of a record may refuse values by itself, with an {@link IllegalArgumentException}. */
    private static <I extends Record> I made(Class<I> type, RecordComponent[] components, @Nullable Object[] values)
            throws Refused {
        try {
            Constructor<I> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw Refused.invalid("", String.valueOf(refusal.getMessage()));
            }
            throw new IllegalStateException("an input of " + type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("inputs of operations can be made", e);
        }
    }
}
