package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.math.BigInteger;

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
