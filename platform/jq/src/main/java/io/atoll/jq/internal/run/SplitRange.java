package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** {@code split(separator) | .[from:to] | join(separator)}: a stretch of the text. */
public final class SplitRange extends Code {

    private final String separator;
    private final int from;
    private final int to;
    private final Code general;

    /**
     * Cuts a stretch out.
     *
     * @param separator not empty
     * @param from the first part, from 0
     * @param to the part after the last one
     * @param general the same, step by step: for what is no text, and for paths
     */
    public SplitRange(String separator, int from, int to, Code general) {
        super(true);
        this.separator = separator;
        this.from = from;
        this.to = to;
        this.general = general;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        if (!in.isTextual()) {
            return general.value(run, env, in);
        }
        String text = in.textValue();
        run.meter.text(text.length());
        int start = from >= to ? -1 : start(text, from, 0, 0);
        if (start < 0) {
            return TextNode.valueOf("");
        }
        int next = to == Integer.MAX_VALUE ? -1 : start(text, to, from, start);
        return next < 0
                ? TextNode.valueOf(text.substring(start))
                : TextNode.valueOf(text.substring(start, next - separator.length()));
    }

    /** Where a part starts, -1 if there are not so many; another one, before it, starts at a given place. */
    private int start(String text, int part, int known, int place) {
        int start = place;
        for (int i = known; i < part; i++) {
            int mark = text.indexOf(separator, start);
            if (mark < 0) {
                return -1;
            }
            start = mark + separator.length();
        }
        return start;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return path == null ? super.each(run, env, null, in, out) : general.each(run, env, path, in, out);
    }
}
