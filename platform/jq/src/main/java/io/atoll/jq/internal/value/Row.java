package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Meter;

/** Arrays as one line of text. */
final class Row {

    private Row() {}

    static JsonNode csv(JsonNode value, Meter meter) {
        return separated(value, "csv", ",", "\"", Escapes.CSV, meter);
    }

    static JsonNode tsv(JsonNode value, Meter meter) {
        return separated(value, "tsv", "\t", "", Escapes.TSV, meter);
    }

    private static JsonNode separated(
            JsonNode value, String name, String separator, String quote, Escapes escapes, Meter meter) {
        if (!value.isArray()) {
            throw Complaint.of(value, "cannot be " + name + "-formatted, only array");
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < value.size(); i++) {
            JsonNode field = value.get(i);
            line.append(i == 0 ? "" : separator);
            switch (Order.rank(field)) {
                case 0 -> {}
                case 1, 2 -> line.append(field.booleanValue());
                case 3 -> line.append(Numbers.isNan(field) ? "" : Numbers.text(field));
                case 4 -> {
                    line.append(quote);
                    escapes.append(field.asText(), line, meter);
                    line.append(quote);
                }
                default -> throw Complaint.of(field, "is not valid in a csv row");
            }
            grown(line, meter);
        }
        meter.text(line.length());
        return TextNode.valueOf(line.toString());
    }

    static JsonNode shell(JsonNode value, Meter meter) {
        StringBuilder line = new StringBuilder();
        if (!value.isArray()) {
            word(value, line, meter);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            line.append(i == 0 ? "" : " ");
            word(value.get(i), line, meter);
        }
        meter.text(line.length());
        return TextNode.valueOf(line.toString());
    }

    private static void word(JsonNode value, StringBuilder line, Meter meter) {
        switch (Order.rank(value)) {
            case 0, 1, 2, 3 -> line.append(JsonText.compact(value, meter));
            case 4 -> {
                line.append('\'');
                Escapes.SHELL.append(value.asText(), line, meter);
                line.append('\'');
            }
            default -> throw Complaint.of(value, "can not be escaped for shell");
        }
        grown(line, meter);
    }

    private static void grown(StringBuilder line, Meter meter) {
        meter.step();
        meter.length(line.length(), "characters");
    }
}
