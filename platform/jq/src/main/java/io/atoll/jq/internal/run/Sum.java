package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.value.Arithmetic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code a + b + c …} of terms that have one output each: texts are joined at once. */
public final class Sum extends Code {

    private final boolean free;
    private final List<Code> terms;

    /** Adds; the last term is computed first, as for every operator. */
    public Sum(List<Code> terms) {
        super(true);
        this.terms = List.copyOf(terms);
        this.free = terms.stream().allMatch(Code::free);
    }

    /** The terms. */
    public List<Code> terms() {
        return terms;
    }

    @Override
    boolean free() {
        return free;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode[] values = new JsonNode[terms.size()];
        long length = 0;
        boolean texts = true;
        for (int i = values.length - 1; i >= 0; i--) {
            JsonNode value = terms.get(i).value(run, env, in);
            if (value == null) {
                return null;
            }
            values[i] = value;
            if (value.isTextual()) {
                length += value.textValue().length();
            } else {
                texts = false;
            }
        }
        return texts ? join(run, values, length) : add(run, values);
    }

    private static JsonNode join(Run run, JsonNode[] values, long length) {
        run.meter.text(length);
        StringBuilder joined = new StringBuilder((int) length);
        for (JsonNode value : values) {
            joined.append(value.textValue());
        }
        return TextNode.valueOf(joined.toString());
    }

    private static JsonNode add(Run run, JsonNode[] values) {
        JsonNode sum = values[0];
        for (int i = 1; i < values.length; i++) {
            sum = Arithmetic.add(sum, values[i], run.meter);
        }
        return sum;
    }
}
