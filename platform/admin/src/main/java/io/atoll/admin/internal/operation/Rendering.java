package io.atoll.admin.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes inputs and outputs of operations as JSON; {@link Shapes} describes the same as schemas. */
public final class Rendering {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Rendering() {}

    /** A value of one of the types that operations have. */
    public static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case JsonNode json -> json;
            case String text -> JSON.textNode(text);
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Enum<?> word -> JSON.textNode(word(word));
            case Instant moment -> JSON.textNode(moment.toString());
            case Optional<?> optional -> of(optional.orElse(null));
            case Collection<?> values -> {
                var array = JSON.arrayNode(values.size());
                values.forEach(each -> array.add(of(each)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((key, each) -> object.set(String.valueOf(key), of(each)));
                yield object;
            }
            case Record parts -> object(parts);
            default -> throw new IllegalArgumentException("operations have no values of " + value.getClass());
        };
    }

    /** A word of an enum, as people write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode object(Record parts) {
        ObjectNode object = JSON.objectNode();
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
            JsonNode value = of(value(parts, component.getAccessor()));
            if (!value.isNull() || component.getType() == JsonNode.class) {
                object.set(component.getName(), value);
            }
        }
        return object;
    }

    private static @Nullable Object value(Record parts, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(parts);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("records of operations can be read", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("a part of " + parts.getClass() + " cannot be read", e.getCause());
        }
    }
}
