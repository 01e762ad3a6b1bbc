package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Changes keys of a YAML document in its text, so that comments, blank lines and the order of all else stay.
 *
 * <p>What comes of it is read again and compared with what was wanted. Where the text cannot be changed in place (a document in braces,
 * aliases), the document is written anew.
 */
final class YamlText {

    private final String text;
    private final List<Splice> splices = new ArrayList<>();
    private boolean commentsKept = true;

    private YamlText(String text) {
        this.text = text;
    }

    /**
     * A changed document.
     *
     * @param commentsKept whether all its comments are still there
     */
    record Edited(String text, boolean commentsKept) {}

    /** A part of the text, and what is to stand there. */
    private record Splice(int from, int to, String with) {}

    /**
     * Changes keys.
     *
     * @param text of keys, or empty
     * @param before what it says
     * @param changes by key, of a key of a key if the value is keys; {@link Form#NULL} takes the key out
     */
    static Edited edit(String text, Keys before, Keys changes) {
        Keys wanted = before.with(changes);
        Optional<YamlText> edited = inPlace(text, changes);
        String result = edited.map(YamlText::spliced).orElse("");
        if (edited.isPresent() && wanted.says(read(result))) {
            return new Edited(result, edited.get().commentsKept);
        }
        return new Edited(YamlWriting.block(wanted), text.indexOf('#') < 0);
    }

    private static @Nullable Value read(String text) {
        var faults = new Faults();
        Value value = Yaml.read("", text, faults);
        return faults.isEmpty() && value == null ? new Keys(Place.whole(""), Map.of()) : value;
    }

    /**
     * The value of a key as a document of its own, with its comments, not indented.
     *
     * @return empty if the keys do not have lines of their own
     */
    static Optional<String> value(String text, String key) {
        return new YamlText(text).block(key).map(Block::value);
    }

    /**
     * The text with a document as the value of a key.
     *
     * @return empty if the keys do not have lines of their own
     */
    static Optional<String> replaced(String text, String key, String document) {
        return new YamlText(text).block(key).map(block -> block.replaced(document));
    }

    /**
     * The lines of a key and its value.
     *
     * @param key and all before it, up to its colon
     * @param beside what stands behind the colon
     * @param below the other lines of the value
     * @param behind what follows them
     */
    private record Block(String key, String beside, String below, String behind) {

        String value() {
            int indent = below.lines()
                    .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                    .mapToInt(line -> line.length() - line.stripLeading().length())
                    .min()
                    .orElse(0);
            return (beside.isEmpty() || beside.startsWith("#") ? "" : beside + "\n") + below.indent(-indent);
        }

        String replaced(String document) {
            String comment = beside.startsWith("#") ? " " + beside : "";
            return document.lines()
                    .map(line -> line.isEmpty() ? "\n" : "  " + line + "\n")
                    .collect(Collectors.joining("", key + comment + "\n", behind));
        }
    }

    private Optional<Block> block(String key) {
        List<Node> keys = compose(text).stream()
                .filter(root -> root instanceof MappingNode mapping && mapping.getFlowStyle() != FlowStyle.FLOW)
                .flatMap(root -> ((MappingNode) root).getValue().stream())
                .map(NodeTuple::getKeyNode)
                .toList();
        Optional<Node> found = keys.stream().filter(node -> named(node, key)).findFirst();
        if (found.isEmpty() || keys.stream().anyMatch(node -> start(node).getColumn() > 0)) {
            return Optional.empty();
        }
        int colon = text.indexOf(':', end(found.get())) + 1;
        int below = lineEnd(colon);
        int next = keys.stream()
                .mapToInt(node -> index(start(node)))
                .filter(at -> at > colon)
                .min()
                .orElse(text.length());
        int behind = behind(below, next);
        return Optional.of(new Block(
                text.substring(0, colon),
                text.substring(colon, below).strip(),
                text.substring(below, behind),
                text.substring(behind)));
    }

    /** Where the lines of a value end before a key: a line that is blank, or a comment without indentation, belongs to the key. */
    private int behind(int first, int key) {
        int end = key;
        while (end > first) {
            int line = text.lastIndexOf('\n', end - 2) + 1;
            if (text.charAt(line) != '#' && !text.substring(line, end).isBlank()) {
                return end;
            }
            end = line;
        }
        return first;
    }

    private static boolean named(Node node, String key) {
        return node instanceof ScalarNode scalar && scalar.getValue().equals(key);
    }

    private static Optional<Node> compose(String text) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new Compose(settings).composeString(text);
    }

    private static Optional<YamlText> inPlace(String text, Keys changes) {
        Optional<Node> root = compose(text);
        var edited = new YamlText(text);
        if (root.isEmpty()) {
            edited.add(text.length(), 0, new Keys(changes.place(), given(changes)));
            return Optional.of(edited);
        }
        return root.get() instanceof MappingNode mapping && edited.change(mapping, changes)
                ? Optional.of(edited)
                : Optional.empty();
    }

    /** Those that are not taken out. */
    private static Map<String, Entry> given(Keys changes) {
        return new Keys(changes.place(), Map.of()).with(changes).entries();
    }

    /** Whether it can be done. */
    private boolean change(MappingNode mapping, Keys changes) {
        if (mapping.getFlowStyle() == FlowStyle.FLOW || mapping.getValue().isEmpty()) {
            return false;
        }
        Map<String, Entry> added = new LinkedHashMap<>();
        boolean possible = true;
        for (var change : changes.entries().entrySet()) {
            Optional<NodeTuple> present = mapping.getValue().stream()
                    .filter(tuple -> named(tuple.getKeyNode(), change.getKey()))
                    .findFirst();
            Value value = change.getValue().value();
            if (present.isPresent()) {
                possible &= change(present.get(), value);
            } else {
                added.put(change.getKey(), change.getValue());
            }
        }
        var toAdd = new Keys(changes.place(), given(new Keys(changes.place(), added)));
        NodeTuple last = mapping.getValue().getLast();
        int column = start(mapping.getValue().getFirst().getKeyNode()).getColumn();
        add(lineEnd(end(last.getKeyNode(), last.getValueNode())), column, toAdd);
        return possible;
    }

    private boolean change(NodeTuple tuple, Value value) {
        int key = index(start(tuple.getKeyNode()));
        int end = end(tuple.getKeyNode(), tuple.getValueNode());
        if (value instanceof Scalar scalar && scalar.form() == Form.NULL) {
            int line = text.lastIndexOf('\n', key - 1) + 1;
            return text.substring(line, key).isBlank() && splice(line, lineEnd(end), "");
        }
        if (value instanceof Keys inside && tuple.getValueNode() instanceof MappingNode present) {
            return change(present, inside);
        }
        int from = index(start(tuple.getValueNode()));
        boolean line =
                !(value instanceof Keys) && (tuple.getValueNode() instanceof ScalarNode || flow(tuple.getValueNode()));
        if (line && from < end && text.charAt(from) != '|' && text.charAt(from) != '>') {
            return splice(from, end, YamlWriting.flow(value));
        }
        int colon = text.indexOf(':', end(tuple.getKeyNode()));
        String indent = " ".repeat(start(tuple.getKeyNode()).getColumn());
        return colon >= 0 && splice(colon + 1, Math.max(colon + 1, end), YamlWriting.value(value, indent));
    }

    private static boolean flow(Node node) {
        return node instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.FLOW;
    }

    private void add(int at, int column, Keys added) {
        if (!added.entries().isEmpty()) {
            boolean unfinished = at > 0 && text.charAt(at - 1) != '\n';
            splice(at, at, (unfinished ? "\n" : "") + YamlWriting.block(added).indent(column));
        }
    }

    private boolean splice(int from, int to, String with) {
        String gone = text.substring(from, to);
        if (gone.lines().anyMatch(line -> line.matches("(.*\\s)?#.*"))) {
            commentsKept = false;
        }
        return splices.add(new Splice(from, to, text.contains("\r\n") ? with.replace("\n", "\r\n") : with));
    }

    private String spliced() {
        var result = new StringBuilder(text);
        splices.reversed().stream()
                .sorted(Comparator.comparing(Splice::from).reversed())
                .forEach(splice -> result.replace(splice.from(), splice.to(), splice.with()));
        return result.toString();
    }

    /** Where a value ends, without comments and blank lines behind it. */
    private int end(Node key, Node value) {
        Node last = last(value);
        int end = Math.max(end(key), end(last));
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The node with which another one ends; a collection without brackets has its end only where the next thing begins. */
    private static Node last(Node node) {
        if (node instanceof MappingNode mapping
                && mapping.getFlowStyle() != FlowStyle.FLOW
                && !mapping.getValue().isEmpty()) {
            return last(mapping.getValue().getLast().getValueNode());
        }
        if (node instanceof SequenceNode sequence
                && sequence.getFlowStyle() != FlowStyle.FLOW
                && !sequence.getValue().isEmpty()) {
            return last(sequence.getValue().getLast());
        }
        return node;
    }

    private int end(Node node) {
        return index(node.getEndMark().orElseThrow());
    }

    private static Mark start(Node node) {
        return node.getStartMark().orElseThrow();
    }

    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private int lineEnd(int at) {
        int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline + 1;
    }
}
