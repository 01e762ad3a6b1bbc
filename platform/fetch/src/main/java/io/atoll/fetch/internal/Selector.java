package io.atoll.fetch.internal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.atoll.model.Resource;
import io.atoll.model.Spelling;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Binds the selector of a mapping's resource to the record of an integration.
 *
 * <p>Everything that remembers the record's class lives for one binding only, so that its bundle can go.
 */
public final class Selector {

    private static final Set<String> OF_THE_PLATFORM = Set.of("query", "exportEnvVariables");

    private Selector() {}

    /**
     * Binds a selector.
     *
     * @throws Misconfigured if it does not fit; the message names the kind, every unknown key and the nearest known ones, or the
     *     value of the wrong type
     */
    static <S extends Record> S bind(Resource resource, Class<S> type) throws Misconfigured {
        return bind(
                "the selector of kind '" + resource.kind() + "' (resource " + resource.label() + ")",
                resource.selector().deepCopy(),
                type);
    }

    /**
     * Binds a selector.
     *
     * @param subject how messages call it
     * @param selector is changed
     * @throws Misconfigured if it does not fit
     */
    public static <S extends Record> S bind(String subject, ObjectNode selector, Class<S> type) throws Misconfigured {
        var components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        OF_THE_PLATFORM.stream().filter(key -> !components.contains(key)).forEach(selector::remove);
        var unknown = new UnknownKeys();
        S bound;
        try {
            bound = mapper(unknown).treeToValue(selector, type);
        } catch (ValueInstantiationException e) {
            throw refused(subject, e);
        } catch (JsonMappingException e) {
            throw new Misconfigured(subject + ": " + unknown.and(mismatch(e, selector)), e);
        } catch (IOException e) {
            throw new Misconfigured(subject + " cannot be read: " + e.getMessage(), e);
        }
        if (!unknown.lines.isEmpty()) {
            throw new Misconfigured(subject + ": " + unknown.and(""));
        }
        return bound;
    }

    private static JsonMapper mapper(DeserializationProblemHandler unknown) {
        LookupCache<Object, JavaType> types = new LRUMap<>(16, 64);
        return JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance().withCache(types))
                .addModule(new Jdk8Module())
                .addHandler(unknown)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .withConfigOverride(
                        List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .withCoercionConfig(LogicalType.Textual, text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .build();
    }

    /** What the compact constructor says; a defect in it is not a misconfiguration. */
    private static Misconfigured refused(String subject, ValueInstantiationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException defect && !(cause instanceof IllegalArgumentException)) {
            throw defect;
        }
        String path = path(e.getPath());
        return new Misconfigured(
                subject + (path.isEmpty() ? "" : ", key '" + path + "'") + ": "
                        + (cause == null ? e.getOriginalMessage() : cause.getMessage()),
                e);
    }

    private static String mismatch(JsonMappingException e, JsonNode selector) {
        String path = path(e.getPath());
        JsonNode value = selector;
        for (Reference step : e.getPath()) {
            value = step.getFieldName() == null ? value.path(step.getIndex()) : value.path(step.getFieldName());
        }
        String expected = e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? expected(mismatch.getTargetType())
                : e.getOriginalMessage();
        return "key '" + path + "' is " + expected + ", but here is " + value;
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }

    /** Such as {@code files[0].path}. */
    private static String path(List<Reference> steps) {
        var path = new StringBuilder();
        for (Reference step : steps) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** Collects the keys that no record has, at any depth. */
    private static final class UnknownKeys extends DeserializationProblemHandler {

        private final List<String> lines = new ArrayList<>();

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            var known = Optional.ofNullable(deserializer.getKnownPropertyNames()).orElse(List.of()).stream()
                    .map(String::valueOf)
                    .toList();
            lines.add("key '" + owner(parser) + name + "' is unknown" + Spelling.hint(name, known));
            parser.skipChildren();
            return true;
        }

        /** The way to the record that has not the key, with a dot at its end; empty for the selector itself. */
        private static String owner(JsonParser parser) {
            JsonStreamContext context = parser.getParsingContext();
            if (parser.currentToken().isStructStart()) {
                context = context.getParent();
            }
            var path = new StringBuilder();
            for (JsonStreamContext at = context.getParent(); at != null && !at.inRoot(); at = at.getParent()) {
                path.insert(
                        0,
                        at.inArray()
                                ? "[" + at.getCurrentIndex() + "]" + (path.isEmpty() ? "." : "")
                                : at.getCurrentName() + (path.isEmpty() ? "." : path.charAt(0) == '[' ? "" : "."));
            }
            return path.toString();
        }

        String and(String other) {
            var all = new ArrayList<>(lines);
            if (!other.isEmpty()) {
                all.add(other);
            }
            return String.join("; ", all);
        }
    }
}
