package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Turns documents into JSON. */
final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** The same value as JSON; numbers that JSON has not, such as infinity, are faults. */
    static JsonNode of(Value value, Faults faults) {
        return switch (value) {
            case Scalar scalar -> scalar(scalar, faults);
            case Sequence sequence -> {
                var array = NODES.arrayNode();
                sequence.values().forEach(element -> array.add(of(element, faults)));
                yield array;
            }
            case Keys keys -> {
                var object = NODES.objectNode();
                keys.entries().forEach((key, entry) -> object.set(key, of(entry.value(), faults)));
                yield object;
            }
        };
    }

    /** A value of JSON as one that stands at a place. */
    static Value value(JsonNode json, Place place) {
        if (json.isArray()) {
            var values = new ArrayList<Value>();
            json.forEach(element -> values.add(value(element, place)));
            return new Sequence(place, values);
        }
        return json instanceof ObjectNode object ? keys(object, place) : new Scalar(place, form(json), json.asText());
    }

    /** An object of JSON as keys that stand at a place. */
    static Keys keys(ObjectNode json, Place place) {
        var entries = new LinkedHashMap<String, Entry>();
        json.properties().forEach(each -> entries.put(each.getKey(), new Entry(place, value(each.getValue(), place))));
        return new Keys(place, entries);
    }

    private static Form form(JsonNode json) {
        if (json.isNumber()) {
            return json.isIntegralNumber() ? Form.INTEGER : Form.DECIMAL;
        }
        if (json.isBoolean()) {
            return Form.BOOLEAN;
        }
        return json.isNull() ? Form.NULL : Form.TEXT;
    }

    private static JsonNode scalar(Scalar scalar, Faults faults) {
        return switch (scalar.form()) {
            case TEXT -> NODES.textNode(scalar.text());
            case INTEGER -> integer(scalar.text());
            case DECIMAL -> decimal(scalar, faults);
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NULL -> NODES.nullNode();
        };
    }

    private static JsonNode integer(String text) {
        BigInteger number = switch (text.length() > 2 ? text.substring(0, 2) : "") {
            case "0x" -> new BigInteger(text.substring(2), 16);
            case "0o" -> new BigInteger(text.substring(2), 8);
            default -> new BigInteger(text);
        };
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    private static JsonNode decimal(Scalar scalar, Faults faults) {
        try {
            return NODES.numberNode(Double.parseDouble(scalar.text()));
        } catch (NumberFormatException e) {
            faults.add(scalar.place(), "'" + scalar.text() + "' is not a number of JSON");
            return NODES.nullNode();
        }
    }
}
