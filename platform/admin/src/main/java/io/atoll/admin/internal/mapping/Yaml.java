package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.mapping.Located.Line;
import io.atoll.operation.Refused;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML that somebody typed in, of which JSON is a part: without tags of its own, of bounded size and depth; and writes JSON as YAML. */
final class Yaml {

    private static final int NODES = 100_000;
    private static final int DEEPEST = 100;
    private static final int CHARACTERS = 4_000_000;

    private static final JsonNodeFactory NODES_OF = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String field;
    private int nodes;
    private int characters;

    private Yaml(String field) {
        this.field = field;
    }

    /** The document that the text of a field is, and its lines. */
    static Written read(String field, String text) throws Refused {
        return new Yaml(field).document(text);
    }

    /** A document as people write it. */
    static String of(JsonNode document) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSchema(new CoreSchema())
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(JSON.convertValue(document, Object.class));
    }

    private Written document(String text) throws Refused {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .build();
        try {
            bound(settings, text);
            Optional<Node> root = new Compose(settings).composeString(text);
            Located top = new Located();
            JsonNode json = root.isPresent() ? json(top, root.get()) : NODES_OF.nullNode();
            return new Written(field, json, Optional.of(text), top);
        } catch (MarkedYamlEngineException e) {
            throw refused(e.getProblemMark(), "is no YAML: " + problem(e));
        } catch (YamlEngineException e) {
            throw Refused.invalid(field, "'" + field + "' is no YAML: " + e.getMessage());
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        return e.getProblem().startsWith("found undefined alias")
                ? "an alias has no anchor; a text that begins with * needs quotes"
                : e.getProblem();
    }

    /** Refuses what is nested so deeply that reading it would need too much stack. */
    private void bound(LoadSettings settings, String text) throws Refused {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw refused(event.getStartMark(), "is nested more than " + DEEPEST + " levels deep");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private JsonNode json(Located place, Node node) throws Refused {
        if (++nodes > NODES) {
            throw refused(node.getStartMark(), "the text has more than " + NODES + " values; are its aliases nested?");
        }
        if (place.depth() > DEEPEST) {
            throw refused(node.getStartMark(), "contains itself through an alias, or is nested too deeply");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list(place, list);
            case MappingNode object -> object(place, object);
            default -> throw refused(node.getStartMark(), "contains itself through an alias");
        };
    }

    private JsonNode list(Located place, SequenceNode list) throws Refused {
        requireNoTag(list, Tag.SEQ);
        ArrayNode array = NODES_OF.arrayNode();
        for (Node element : list.getValue()) {
            array.add(json(place.add("[" + array.size() + "]", line(element)), element));
        }
        return array;
    }

    private JsonNode object(Located place, MappingNode node) throws Refused {
        requireNoTag(node, Tag.MAP);
        ObjectNode object = NODES_OF.objectNode();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refused(tuple.getKeyNode().getStartMark(), "a key must be a text");
            }
            if (object.has(key.getValue())) {
                throw refused(key.getStartMark(), "the key '" + key.getValue() + "' is there twice");
            }
            object.set(key.getValue(), json(place.add("." + key.getValue(), line(key)), tuple.getValueNode()));
        }
        return object;
    }

    private void requireNoTag(Node node, Tag usual) throws Refused {
        if (!node.getTag().equals(usual)) {
            throw refused(node.getStartMark(), "has the tag " + node.getTag() + "; tags are not allowed here");
        }
    }

    private JsonNode scalar(ScalarNode node) throws Refused {
        String text = node.getValue();
        Tag tag = node.getTag();
        characters += text.length();
        if (characters > CHARACTERS) {
            throw refused(
                    node.getStartMark(), "the text unfolds to more than " + CHARACTERS + " characters by its aliases");
        }
        try {
            if (tag.equals(Tag.STR)) {
                return NODES_OF.textNode(text);
            } else if (tag.equals(Tag.NULL)) {
                return NODES_OF.nullNode();
            } else if (tag.equals(Tag.BOOL)) {
                return NODES_OF.booleanNode(Boolean.parseBoolean(text));
            } else if (tag.equals(Tag.INT) && text.length() < DEEPEST && text.matches("[-+]?[0-9]+")) {
                return JSON.readTree(text.replaceFirst("^[+]", "").replaceFirst("^(-?)0+(?=[0-9])", "$1"));
            } else if (tag.equals(Tag.FLOAT) && text.length() < DEEPEST) {
                return NODES_OF.numberNode(Double.parseDouble(text));
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException | NumberFormatException e) {
            throw refused(node.getStartMark(), "'" + text + "' is no number of JSON");
        }
        throw refused(
                node.getStartMark(),
                tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
                        ? "holds a number that JSON has not; put it into quotes"
                        : "has the tag " + tag + "; tags are not allowed here");
    }

    private static Line line(Node node) {
        return node.getStartMark().map(Yaml::line).orElse(Located.NOWHERE);
    }

    private static Line line(Mark mark) {
        return new Line(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Refused refused(Optional<Mark> mark, String message) {
        return Refused.invalid(
                field, mark.map(Yaml::line).map(line -> line + ": ").orElse("") + message);
    }
}
