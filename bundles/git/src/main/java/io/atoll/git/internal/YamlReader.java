package io.atoll.git.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 as JSON. Tags change nothing but the type of plain scalars, so no class is ever made for one; aliases are followed,
 * each counting as much as what it stands for; {@code <<} merges. One reader reads one text.
 */
final class YamlReader {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    private static final ScalarResolver TYPES = new CoreSchema().getScalarResolver();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The longest integer that is read as a number; reading longer ones takes too long. */
    private static final int MAX_DIGITS = 1_000;

    private final Growth growth = new Growth();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int deepest;

    /** Gives the one document, a list of several, or JSON null for none. */
    JsonNode read(String text) throws UnparsableException {
        ArrayNode documents = JSON.arrayNode();
        try {
            Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
            while (events.hasNext()) {
                if (events.next().getEventId() == Event.ID.DocumentStart) {
                    anchors.clear();
                    documents.add(value(events.next(), events, 1));
                }
            }
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                    .orElse("");
            throw new UnparsableException(place + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new UnparsableException(String.valueOf(e.getMessage()), e);
        }
        return switch (documents.size()) {
            case 0 -> NullNode.instance;
            case 1 -> documents.get(0);
            default -> documents;
        };
    }

    private JsonNode value(Event event, Iterator<Event> events, int depth) throws UnparsableException {
        int valuesBefore = growth.values();
        int deepestBefore = deepest;
        deepest = depth;
        growth.add(1, depth);
        JsonNode value = switch (event) {
            case AliasEvent alias -> anchored(alias, depth);
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> list(events, depth);
            case MappingStartEvent start -> object(events, depth);
            default -> throw new UnparsableException(place(event) + "a value was expected");
        };
        if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
            var anchored = new Anchored(value, growth.values() - valuesBefore, deepest - depth);
            node.getAnchor().ifPresent(anchor -> anchors.put(anchor, anchored));
        }
        deepest = Math.max(deepest, deepestBefore);
        return value;
    }

    private JsonNode anchored(AliasEvent alias, int depth) throws UnparsableException {
        Anchored anchored = alias.getAnchor().map(anchors::get).orElse(null);
        if (anchored == null) {
            throw new UnparsableException(place(alias) + "an alias stands for nothing that was read before");
        }
        deepest = depth + anchored.height();
        growth.add(anchored.values(), deepest);
        return anchored.value();
    }

    private ArrayNode list(Iterator<Event> events, int depth) throws UnparsableException {
        ArrayNode list = JSON.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            list.add(value(event, events, depth + 1));
        }
        return list;
    }

    private ObjectNode object(Iterator<Event> events, int depth) throws UnparsableException {
        ObjectNode object = JSON.objectNode();
        ObjectNode merged = JSON.objectNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            boolean merge = event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals("<<");
            String key = key(event, value(event, events, depth + 1));
            JsonNode value = value(events.next(), events, depth + 1);
            if (merge) {
                merge(value, merged);
            } else if (object.has(key)) {
                throw new UnparsableException(place(event) + "the key '" + key + "' is there twice");
            } else {
                object.set(key, value);
            }
        }
        merge(merged, object);
        return object;
    }

    private static void merge(JsonNode from, ObjectNode into) {
        if (from.isArray()) {
            from.forEach(each -> merge(each, into));
        } else {
            from.properties().forEach(entry -> into.putIfAbsent(entry.getKey(), entry.getValue()));
        }
    }

    private static String key(Event event, JsonNode key) throws UnparsableException {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        if (key.isValueNode()) {
            return key.asText();
        }
        throw new UnparsableException(place(event) + "a key is a list or an object");
    }

    private static JsonNode scalar(ScalarEvent event) {
        String text = event.getValue();
        Tag type = event.getTag()
                .map(Tag::new)
                .orElseGet(() -> TYPES.resolve(text, event.getImplicit().canOmitTagInPlainScalar()));
        try {
            if (type.equals(Tag.NULL)) {
                return NullNode.instance;
            }
            if (type.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            if (type.equals(Tag.INT)) {
                return integer(text);
            }
            if (type.equals(Tag.FLOAT) && Double.isFinite(Double.parseDouble(text))) {
                return JSON.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(text); // such as .inf, which JSON does not have
        }
        return JSON.textNode(text);
    }

    private static JsonNode integer(String text) {
        if (text.length() > MAX_DIGITS) {
            return JSON.textNode(text);
        }
        BigInteger value = switch (text.length() > 2 ? text.substring(0, 2) : "") {
            case "0x" -> new BigInteger(text.substring(2), 16);
            case "0o" -> new BigInteger(text.substring(2), 8);
            default -> new BigInteger(text);
        };
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    private static String place(Event event) {
        return Optional.of(event)
                .flatMap(Event::getStartMark)
                .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                .orElse("");
    }

    /**
     * What an anchor stands for.
     *
     * @param values how many values it holds, itself and those behind aliases included
     * @param height how deep values are nested in it; 0 if it holds none
     */
    private record Anchored(JsonNode value, int values, int height) {}
}
