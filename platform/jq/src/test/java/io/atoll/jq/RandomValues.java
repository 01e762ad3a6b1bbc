package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Values by chance: small, with few keys so that these meet, in all node types that Jackson has for numbers. */
public final class RandomValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] KEYS = {"a", "b", "c", "n", "x", "é", ""};
    private static final int[] CHARACTERS =
            "abAZé漢\uD83D\uDE00 \n\t\"'<&1-\\x".codePoints().toArray();
    private static final int LEVELS = 3;

    private final RandomGenerator random;

    /** Values that a generator chooses. */
    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    /** A value of a kind: any, array, object, text, number or time. */
    public JsonNode of(String kind) {
        return switch (kind) {
            case "any" -> any(LEVELS);
            case "array" -> array(LEVELS);
            case "object" -> object(LEVELS);
            case "text" -> NODES.textNode(text());
            case "number" -> number();
            case "time" -> NODES.numberNode(random.nextLong(4_102_444_800L));
            default -> throw new IllegalArgumentException("no kind of value: " + kind);
        };
    }

    private JsonNode any(int levels) {
        return switch (random.nextInt(levels == 0 ? 6 : 9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2, 3 -> number();
            case 4, 5 -> NODES.textNode(text());
            case 6 -> object(levels);
            default -> array(levels);
        };
    }

    private ArrayNode array(int levels) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            array.add(any(levels - 1));
        }
        return array;
    }

    private ObjectNode object(int levels) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.set(KEYS[random.nextInt(KEYS.length)], any(levels - 1));
        }
        return object;
    }

    private String text() {
        int[] points = new int[random.nextInt(9)];
        for (int i = 0; i < points.length; i++) {
            points[i] = CHARACTERS[random.nextInt(CHARACTERS.length)];
        }
        return new String(points, 0, points.length);
    }

    private JsonNode number() {
        int small = random.nextInt(-10, 11);
        return switch (random.nextInt(8)) {
            case 0, 1 -> NODES.numberNode(small);
            case 2 -> NODES.numberNode((long) small);
            case 3 -> NODES.numberNode((double) small);
            case 4 -> NODES.numberNode(BigInteger.valueOf(small));
            case 5 -> NODES.numberNode(BigDecimal.valueOf(small));
            case 6 -> NODES.numberNode(random.nextInt(-8000, 8000) / 8.0);
            default -> NODES.numberNode(random.nextInt());
        };
    }
}
