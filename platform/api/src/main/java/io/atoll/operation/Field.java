package io.atoll.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of an operation's input.
 *
 * @param name as JSON, addresses and the shell write it
 * @param place where it stands in a request
 * @param shape what values it has
 * @param many whether it is a list of such values
 * @param required whether it must be said
 * @param secret whether it is to be masked
 * @param help what it is for; empty if that is not said
 * @param most how many characters a text may have
 * @param choices the values of a {@link Shape#CHOICE}; else empty
 */
public record Field(
        String name,
        Place place,
        Shape shape,
        boolean many,
        boolean required,
        boolean secret,
        String help,
        int most,
        List<String> choices) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper READER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Copies the list. */
    public Field {
        choices = List.copyOf(choices);
    }

    /** Where a field stands in a request. */
    public enum Place {
        /** In the path. */
        PATH,
        /** Behind the question mark. */
        QUERY,
        /** In the JSON object that is the body. */
        BODY
    }

    /** What values a field has. */
    public enum Shape {
        /** Any text. */
        TEXT,
        /** A whole number of 32 bits. */
        INT,
        /** A whole number of 64 bits. */
        LONG,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** A moment such as {@code 2026-01-02T03:04:05Z}. */
        MOMENT,
        /** One of some words. */
        CHOICE,
        /** Any JSON. */
        JSON,
        /** A JSON object. */
        OBJECT
    }

    /**
     * Reads the field from texts, as addresses, forms and command lines have them.
     *
     * @param texts one; or any number if the field has many values
     * @throws Refused if they are no such value
     */
    public JsonNode read(List<String> texts) throws Refused {
        if (many) {
            var values = JSON.arrayNode();
            for (String text : texts) {
                values.add(read(text));
            }
            return values;
        }
        if (texts.size() != 1) {
            throw Refused.invalid(name, "'" + name + "' is said " + texts.size() + " times; say it once");
        }
        return read(texts.getFirst());
    }

    private JsonNode read(String text) throws Refused {
        try {
            return switch (shape) {
                case TEXT, CHOICE, MOMENT -> JSON.textNode(text);
                case INT -> JSON.numberNode(Integer.parseInt(text));
                case LONG -> JSON.numberNode(Long.parseLong(text));
                case NUMBER -> JSON.numberNode(finite(Double.parseDouble(text)));
                case FLAG -> JSON.booleanNode(flag(text));
                case JSON, OBJECT -> json(text);
            };
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(name, "'" + name + "' must be " + expected());
        }
    }

    /** What a value of the field must be, for people: {@code a whole number}. */
    public String expected() {
        return switch (shape) {
            case TEXT -> "a text";
            case INT, LONG -> "a whole number";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case MOMENT -> "a moment such as 2026-01-02T03:04:05Z";
            case CHOICE -> "one of " + String.join(", ", choices);
            case JSON -> "JSON";
            case OBJECT -> "a JSON object";
        };
    }

    private static JsonNode json(String text) {
        try {
            JsonNode value = READER.readTree(text);
            if (value.isMissingNode()) {
                throw new IllegalArgumentException();
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    static Field of(RecordComponent component, Place place) {
        Type type = component.getGenericType();
        boolean many = component.getType() == List.class;
        Class<?> single = many ? element(component, type) : component.getType();
        Optional<Help> help = Optional.ofNullable(component.getAnnotation(Help.class));
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return new Field(
                component.getName(),
                place,
                shape(component, single),
                many,
                !optional && (!many || place == Place.BODY),
                component.isAnnotationPresent(Secret.class),
                help.map(Help::value).orElse(""),
                help.map(Help::most).orElse(1_000),
                single.isEnum() ? words(single) : List.of());
    }

    private static Class<?> element(RecordComponent component, Type type) {
        if (type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        throw new IllegalArgumentException("an operation takes no " + type + " " + component.getName());
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Shape shape(RecordComponent component, Class<?> type) {
        if (type == String.class) {
            return Shape.TEXT;
        } else if (type == int.class || type == Integer.class) {
            return Shape.INT;
        } else if (type == long.class || type == Long.class) {
            return Shape.LONG;
        } else if (type == double.class || type == Double.class) {
            return Shape.NUMBER;
        } else if (type == boolean.class || type == Boolean.class) {
            return Shape.FLAG;
        } else if (type == Instant.class) {
            return Shape.MOMENT;
        } else if (type.isEnum()) {
            return Shape.CHOICE;
        } else if (type == JsonNode.class) {
            return Shape.JSON;
        } else if (type == ObjectNode.class) {
            return Shape.OBJECT;
        }
        throw new IllegalArgumentException("an operation takes no " + type.getName() + " " + component.getName());
    }
}
