package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Meter;
import org.jspecify.annotations.Nullable;

/** Adds values one after the other, in time that grows with their size; used once, by one thread. */
public final class Sum {

    private final Meter meter;
    private JsonNode sum = NullNode.getInstance();
    private @Nullable StringBuilder text;

    /** Whether the sum is a container that nobody else has. */
    private boolean own;

    /** Starts with null. */
    public Sum(Meter meter) {
        this.meter = meter;
    }

    /** Adds one more value. */
    public void add(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (text != null) {
            append(text, value);
        } else if (sum.isTextual() && value.isTextual()) {
            text = new StringBuilder(sum.textValue());
            append(text, value);
        } else if (own && sum instanceof ArrayNode array && value instanceof ArrayNode more) {
            meter.length(array.size() + (long) more.size(), "elements");
            meter.grow(more.size() * 8L);
            meter.steps(more.size());
            array.addAll(more);
        } else if (own && sum instanceof ObjectNode object && value instanceof ObjectNode more) {
            meter.length(object.size() + (long) more.size(), "elements");
            meter.grow(more.size() * 32L);
            meter.steps(more.size());
            object.setAll(more);
        } else {
            own = !sum.isNull();
            sum = Arithmetic.add(sum, value, meter);
        }
    }

    private void append(StringBuilder text, JsonNode value) {
        if (!value.isTextual()) {
            throw Complaint.of(value(), value, "cannot be added");
        }
        String more = value.textValue();
        meter.length((long) text.length() + more.length(), "characters");
        meter.grow(more.length());
        meter.steps(more.length() >> 6);
        text.append(more);
    }

    /** The sum; null if nothing was added. */
    public JsonNode value() {
        return text == null ? sum : TextNode.valueOf(text.toString());
    }
}
