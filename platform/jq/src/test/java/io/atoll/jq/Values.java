package io.atoll.jq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.JsonReader;
import io.atoll.jq.internal.value.JsonText;
import java.util.Iterator;

/** Reads and compares values as jq does. */
final class Values {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Values() {}

    /** Reads as jq does. */
    static JsonNode jq(String text) {
        return JsonReader.read(text, new Meter(Limits.none()));
    }

    /** Prints as jq does. */
    static String text(JsonNode value) {
        return JsonText.compact(value, new Meter(Limits.none()));
    }

    /** Reads JSON; numbers keep their digits. */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    /** Whether two values are the same when all numbers are taken as doubles; the order of keys does not matter. */
    static boolean equal(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.doubleValue() == b.doubleValue() || (isNaN(a) && isNaN(b));
        }
        if (a.getNodeType() != b.getNodeType() || a.size() != b.size()) {
            return false;
        }
        if (a.isArray()) {
            Iterator<JsonNode> others = b.iterator();
            for (JsonNode element : a) {
                if (!equal(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (a.isObject()) {
            return a.properties().stream()
                    .allMatch(member -> b.has(member.getKey()) && equal(member.getValue(), b.get(member.getKey())));
        }
        return a.equals(b);
    }

    private static boolean isNaN(JsonNode number) {
        return Double.isNaN(number.doubleValue());
    }
}
