package io.atoll.jq.internal.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.Complaint;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together what {@code sub} and {@code gsub} give: for each match {@link #match}, {@link #insert} for each output of the
 * replacement, and at the end {@link #results}. Of one thread.
 */
public final class Substitution {

    private final Matches matches;
    private final Meter meter;
    private final List<StringBuilder> results = new ArrayList<>(1);
    private final List<JsonNode> inserts = new ArrayList<>(1);
    private String gap = "";

    /**
     * Starts.
     *
     * @param matches before its first match
     */
    public Substitution(Matches matches, Meter meter) {
        this.matches = matches;
        this.meter = meter;
    }

    /**
     * Goes to the next match; false after the last.
     *
     * @throws io.atoll.jq.EvaluationException if a replacement of the match before is neither a string nor null
     */
    public boolean match() {
        settle();
        if (!matches.next()) {
            return false;
        }
        gap = matches.gap();
        return true;
    }

    /** The named groups of the match: the input of the replacement. */
    public JsonNode capture() {
        return matches.capture();
    }

    /** Takes the next output of the replacement. */
    public void insert(JsonNode replacement) {
        meter.step();
        inserts.add(replacement);
    }

    private void settle() {
        for (int i = 0; i < inserts.size(); i++) {
            JsonNode insert = inserts.get(i);
            if (!insert.isTextual() && !insert.isNull()) {
                throw Complaint.of(TextNode.valueOf(gap), insert, "cannot be added");
            }
            if (i == results.size()) {
                results.add(new StringBuilder());
            }
            String text = insert.isNull() ? "" : insert.textValue();
            StringBuilder result = results.get(i);
            meter.length((long) result.length() + gap.length() + text.length(), "characters");
            meter.grow((long) gap.length() + text.length());
            result.append(gap).append(text);
        }
        inserts.clear();
    }

    /** The outputs, once {@link #match} was false. */
    public List<JsonNode> results() {
        if (results.isEmpty()) {
            return List.of(TextNode.valueOf(matches.input()));
        }
        String rest = matches.rest();
        List<JsonNode> outputs = new ArrayList<>(results.size());
        for (StringBuilder result : results) {
            meter.text((long) result.length() + rest.length());
            outputs.add(TextNode.valueOf(result.append(rest).toString()));
        }
        return outputs;
    }
}
