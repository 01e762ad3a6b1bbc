package io.atoll.admin.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Help;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes outputs as JSON Schemas, just as {@link Rendering} writes them. Records are named after their classes. */
public final class Shapes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String root;
    private final Map<String, ObjectNode> named = new LinkedHashMap<>();
    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    /**
     * Begins with none.
     *
     * @param root what references begin with, such as {@code #/components/schemas/}
     */
    public Shapes(String root) {
        this.root = root;
    }

    /** The schemas of all records that were described so far. */
    public Map<String, ObjectNode> named() {
        return named;
    }

    /** The schema of a record, by reference. */
    public ObjectNode record(Class<?> record) {
        String name = record.getSimpleName();
        Class<?> known = types.putIfAbsent(name, record);
        if (known == null) {
            describe(name, record);
        } else if (known != record) {
            name = record.getEnclosingClass() == null
                    ? record.getPackageName().replaceFirst(".*\\.", "") + "." + name
                    : record.getEnclosingClass().getSimpleName() + "." + name;
            if (types.putIfAbsent(name, record) == null) {
                describe(name, record);
            }
        }
        return JSON.objectNode().put("$ref", root + name);
    }

    private void describe(String name, Class<?> record) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        named.put(name, schema);
        ObjectNode properties = schema.putObject("properties");
        var required = JSON.arrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode property = of(component.getGenericType());
            Help help = component.getAnnotation(Help.class);
            if (help != null) {
                property.put("description", help.value());
            }
            properties.set(component.getName(), property);
            boolean optional = component.getType() == Optional.class
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!optional) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
    }

    private ObjectNode of(Type type) {
        return type instanceof Class<?> plain ? plain(plain) : generic(type);
    }

    private ObjectNode generic(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return of(arguments[0]);
            } else if (generic.getRawType() == List.class) {
                return JSON.objectNode().put("type", "array").set("items", of(arguments[0]));
            } else if (generic.getRawType() == Map.class) {
                return JSON.objectNode().put("type", "object").set("additionalProperties", of(arguments[1]));
            }
        }
        throw new IllegalArgumentException("operations have no outputs of " + type);
    }

    private ObjectNode plain(Class<?> type) {
        if (type.isRecord()) {
            return record(type);
        } else if (type == String.class) {
            return JSON.objectNode().put("type", "string");
        } else if (type == Instant.class) {
            return JSON.objectNode().put("type", "string").put("format", "date-time");
        } else if (type == boolean.class || type == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return JSON.objectNode().put("type", "integer");
        } else if (type == double.class || type == Double.class) {
            return JSON.objectNode().put("type", "number");
        } else if (type.isEnum()) {
            ObjectNode schema = JSON.objectNode().put("type", "string");
            var words = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(constant -> words.add(Rendering.word((Enum<?>) constant)));
            return schema;
        } else if (type == ObjectNode.class) {
            return JSON.objectNode().put("type", "object");
        } else if (type == JsonNode.class) {
            return JSON.objectNode();
        }
        throw new IllegalArgumentException("operations have no outputs of " + type);
    }
}
