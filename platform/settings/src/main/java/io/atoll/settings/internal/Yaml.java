package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2, of which JSON is a part.
 *
 * <p>Refused are repeated keys, tags of one's own, aliases that contain themselves, and documents of more than {@value #NODES}
 * values, counted after aliases were replaced.
 */
final class Yaml {

    private static final int NODES = 100_000;
    private static final Map<Tag, Form> FORMS = Map.of(
            Tag.STR, Form.TEXT,
            Tag.INT, Form.INTEGER,
            Tag.FLOAT, Form.DECIMAL,
            Tag.BOOL, Form.BOOLEAN,
            Tag.NULL, Form.NULL);

    private final String file;
    private final Faults faults;
    private final List<Node> open = new ArrayList<>();
    private int nodes;

    private Yaml(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * Reads a document.
     *
     * @param file the name that faults give it
     * @return {@code null} if it is empty, or not YAML; then a fault says so
     */
    static @Nullable Value read(String file, String text, Faults faults) {
        return new Yaml(file, faults).document(text);
    }

    private @Nullable Value document(String text) {
        try {
            var settings = LoadSettings.builder()
                    .setLabel(file)
                    .setSchema(new CoreSchema())
                    .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(this::value).orElse(null);
        } catch (TooLarge e) {
            faults.add(Place.whole(file), "has more than " + NODES + " values; are its aliases nested?");
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(Place.whole(file));
            faults.add(place, "is not YAML: " + explanation(e));
        } catch (YamlEngineException e) {
            faults.add(Place.whole(file), "is not YAML: " + e.getMessage());
        }
        return null;
    }

    /** Without the excerpt of the file that the parser's message has: it may show a secret. */
    private static String explanation(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.startsWith("found undefined alias")) {
            return "an alias has no anchor; a text that begins with * needs quotes";
        }
        String context = e.getContext();
        return context == null || context.isBlank() ? problem : context + ": " + problem;
    }

    private Value value(Node node) {
        if (++nodes > NODES) {
            throw new TooLarge();
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> new Sequence(place(node), within(node, () -> values(sequence), List.of()));
            case MappingNode mapping -> new Keys(place(node), within(node, () -> entries(mapping), Map.of()));
            default -> throw new YamlEngineException("unknown node " + node.getNodeType());
        };
    }

    /** Guards against a collection that contains itself through an alias. */
    private <T> T within(Node node, Supplier<T> content, T instead) {
        if (open.contains(node)) {
            faults.add(place(node), "contains itself through an alias");
            return instead;
        }
        Tag tag = node.getTag();
        if (!tag.equals(Tag.SEQ) && !tag.equals(Tag.MAP)) {
            faults.add(place(node), "has the tag " + tag + "; tags are not allowed here");
        }
        open.add(node);
        T result = content.get();
        open.removeLast();
        return result;
    }

    private Scalar scalar(ScalarNode node) {
        Form form = FORMS.get(node.getTag());
        if (form == null) {
            faults.add(place(node), "has the tag " + node.getTag() + "; tags are not allowed here");
            form = Form.TEXT;
        }
        return new Scalar(place(node), form, node.getValue());
    }

    private List<Value> values(SequenceNode node) {
        return node.getValue().stream().map(this::value).toList();
    }

    private Map<String, Entry> entries(MappingNode node) {
        var entries = new LinkedHashMap<String, Entry>();
        for (NodeTuple tuple : node.getValue()) {
            Place place = place(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Entry first = entries.putIfAbsent(key.getValue(), new Entry(place, value(tuple.getValueNode())));
                if (first != null) {
                    faults.add(
                            place,
                            "key '" + key.getValue() + "' is there already, at line "
                                    + first.place().line());
                }
            } else {
                faults.add(place, "a key must be a text");
            }
        }
        return entries;
    }

    private Place place(Node node) {
        return node.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Place.whole(file));
    }

    /** Ends the reading of a document that unfolds beyond all bounds. */
    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
