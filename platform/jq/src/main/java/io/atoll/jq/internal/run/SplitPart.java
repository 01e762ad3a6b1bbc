package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** {@code split(separator) | .[index]} without the other parts. */
public final class SplitPart extends Code {

    private final String separator;
    private final int index;
    private final Code general;

    /**
     * Picks a part.
     *
     * @param separator not empty; one character if the index is negative
     * @param general the same, step by step: for what is no text, and for paths
     */
    public SplitPart(String separator, int index, Code general) {
        super(true);
        this.separator = separator;
        this.index = index;
        this.general = general;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        if (!in.isTextual()) {
            return general.value(run, env, in);
        }
        String text = in.textValue();
        run.meter.text(text.length());
        String part = text.isEmpty() ? null : index < 0 ? fromEnd(text) : fromStart(text);
        return part == null ? NullNode.instance : TextNode.valueOf(part);
    }

    private @Nullable String fromStart(String text) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            int mark = text.indexOf(separator, start);
            if (mark < 0) {
                return null;
            }
            start = mark + separator.length();
        }
        int end = text.indexOf(separator, start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private @Nullable String fromEnd(String text) {
        int end = text.length();
        for (int i = -1; i > index; i--) {
            end = text.lastIndexOf(separator, end - 1);
            if (end < 0) {
                return null;
            }
        }
        return text.substring(end == 0 ? 0 : text.lastIndexOf(separator, end - 1) + 1, end);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return path == null ? super.each(run, env, null, in, out) : general.each(run, env, path, in, out);
    }
}
