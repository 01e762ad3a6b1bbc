package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.pipeline.Mapper.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A place in a document, and what stands there.
 *
 * <p>Its readers do not fail: they add a fault to the list that all places of a document share, and give some value of the type.
 *
 * @param path its name, for example {@code resources[0].kind}
 * @param node the value; missing if there is none
 * @param faults what is wrong in the document
 */
record Place(String path, JsonNode node, List<Finding> faults) {

    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

    /** The place of a key. */
    Place at(String key) {
        JsonNode value = node.get(key);
        String name = path.isEmpty() ? key : path + "." + key;
        return new Place(name, value == null ? MissingNode.getInstance() : value, faults);
    }

    /** The places of the elements of a list. */
    List<Place> elements() {
        List<Place> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(new Place(path + "[" + elements.size() + "]", element, faults));
        }
        return elements;
    }

    boolean isAbsent() {
        return node.isMissingNode();
    }

    /** Adds a fault of this place: what is wrong, and what to do. */
    void fault(String fault) {
        faults.add(new Finding(path, fault));
    }

    /** Demands an object. */
    boolean object() {
        return demand(node.isObject(), "an object");
    }

    /** Demands a list. */
    boolean list() {
        return demand(node.isArray(), "a list");
    }

    /** A text. Numbers and booleans are taken for texts, the latter in the spelling of Ocean: {@code True}, {@code False}. */
    String text() {
        if (node.isBoolean()) {
            return node.booleanValue() ? "True" : "False";
        }
        demand(node.isTextual() || node.isNumber(), "a text");
        return node.asText();
    }

    /** A boolean. Numbers and texts such as {@code yes} are taken for booleans. */
    boolean flag(boolean whenAbsent) {
        if (isAbsent()) {
            return whenAbsent;
        }
        String text = node.asText().toLowerCase(Locale.ROOT);
        demand(TRUE.contains(text) || FALSE.contains(text), "true or false");
        return TRUE.contains(text);
    }

    /** A number from 0 to 1, which may be written as text. */
    double part(double whenAbsent) {
        if (isAbsent()) {
            return whenAbsent;
        }
        double part = node.asDouble(Double.NaN);
        demand(part >= 0 && part <= 1, "a number from 0 to 1");
        return part;
    }

    private boolean demand(boolean met, String wanted) {
        if (!met) {
            fault(isAbsent() ? "is missing; write " + wanted : "is " + shown() + "; write " + wanted);
        }
        return met;
    }

    private String shown() {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "the text " + node;
            case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> node.toString();
        };
    }
}
