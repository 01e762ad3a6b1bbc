package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.run.Meter;

/** JSON texts of values, as {@code tojson} gives them. */
public final class JsonText {

    /** Characters between two looks at the meter. */
    private static final int STRIDE = 4096;

    private JsonText() {}

    /** The text without blanks; what is nested deeper than 10,000 levels is skipped, as by jq. */
    public static String compact(JsonNode value, Meter meter) {
        if (value.isNumber()) {
            return Numbers.text(value);
        }
        StringBuilder text = new StringBuilder();
        new JsonWriter(text, JsonFormat.COMPACT, new Metered(meter)).write(value, 0);
        meter.text(text.length());
        return text.toString();
    }

    /** The first characters of the text, at least so many if it has them; hardly more work than that. */
    static StringBuilder beginning(JsonNode value, int characters) {
        StringBuilder text = new StringBuilder();
        JsonWriter writer = new JsonWriter(text, JsonFormat.COMPACT, (out, next) -> out.length() <= characters);
        if (value.isTextual() && value.textValue().length() > 2 * characters) {
            writer.quote(value.textValue().substring(0, 2 * characters));
        } else {
            writer.write(value, 0);
        }
        return text;
    }

    /** Stops an evaluation before its text becomes too long. */
    private static final class Metered implements JsonWriter.Watch {

        private final Meter meter;
        private long seen;

        Metered(Meter meter) {
            this.meter = meter;
        }

        @Override
        public boolean more(StringBuilder out, int next) {
            long ahead = (long) out.length() + next - seen;
            if (ahead > STRIDE) {
                meter.length(out.length() + (long) next, "characters");
                meter.grow(ahead);
                meter.steps(ahead >> 6);
                seen += ahead;
            }
            return true;
        }
    }
}
