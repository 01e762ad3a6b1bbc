package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import java.math.BigDecimal;

/**
 * The numbers of JQ outputs: each is a double. Integral ones are written as integers, NaN is null, and the infinities are
 * the greatest doubles.
 */
final class Numbers {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long EXACT = 1L << 53;
    private static final double LONGS = 0x1p63;

    /** More levels are refused by many readers of JSON. */
    private static final int DEPTH = 500;

    private Numbers() {}

    /**
     * The value with its numbers normalised; the same instance if they are.
     *
     * @throws LimitException if it is nested too deeply to be sent to anybody
     */
    static JsonNode normalise(JsonNode value) {
        return isNormal(value, 0) ? value : normalised(value);
    }

    private static boolean isNormal(JsonNode value, int depth) {
        if (value.isContainerNode()) {
            if (depth == DEPTH) {
                throw new LimitException(Limit.DEPTH, "the value is nested more than " + DEPTH + " levels deep");
            }
            for (JsonNode child : value) {
                if (!isNormal(child, depth + 1)) {
                    return false;
                }
            }
            return true;
        }
        return !value.isNumber()
                || value.isInt()
                || (value.isLong() && value.longValue() >= -EXACT && value.longValue() <= EXACT)
                || (value.isDouble()
                        && Double.isFinite(value.doubleValue())
                        && value.doubleValue() != Math.rint(value.doubleValue()));
    }

    private static JsonNode normalised(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = NODES.objectNode();
            value.properties().forEach(entry -> object.set(entry.getKey(), normalised(entry.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode(value.size());
            value.forEach(element -> array.add(normalised(element)));
            return array;
        }
        return value.isNumber() ? number(value.doubleValue()) : value;
    }

    private static JsonNode number(double value) {
        if (Double.isNaN(value)) {
            return NullNode.instance;
        }
        if (Double.isInfinite(value)) {
            return DoubleNode.valueOf(Math.copySign(Double.MAX_VALUE, value));
        }
        if (value != Math.rint(value)) {
            return DoubleNode.valueOf(value);
        }
        if (value == (int) value) {
            return NODES.numberNode((int) value);
        }
        return value >= -LONGS && value < LONGS
                ? NODES.numberNode((long) value)
                : NODES.numberNode(new BigDecimal(value).toBigInteger());
    }
}
