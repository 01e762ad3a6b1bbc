package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A string with interpolations; the first one varies fastest. */
public final class Join extends Code {

    private final List<Code> pieces;

    /**
     * Joins texts.
     *
     * @param pieces give texts
     */
    public Join(List<Code> pieces) {
        super(pieces.stream().allMatch(Code::single));
        this.pieces = List.copyOf(pieces);
    }

    @Override
    boolean free() {
        return true;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        String[] texts = new String[pieces.size()];
        long length = 0;
        for (int i = texts.length - 1; i >= 0; i--) {
            JsonNode text = pieces.get(i).value(run, env, in);
            if (text == null) {
                return null;
            }
            texts[i] = text.textValue();
            length += texts[i].length();
        }
        return join(run, texts, length);
    }

    private static JsonNode join(Run run, String[] texts, long length) {
        run.meter.text(length);
        StringBuilder joined = new StringBuilder((int) length);
        for (String text : texts) {
            joined.append(text);
        }
        return TextNode.valueOf(joined.toString());
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return single()
                ? super.each(run, env, path, in, out)
                : each(run, env, path, in, out, new String[pieces.size()], pieces.size() - 1, 0) ? DONE : STOP;
    }

    private boolean each(
            Run run, Env env, @Nullable Path path, JsonNode in, Output out, String[] texts, int index, long length) {
        if (index < 0) {
            return out.emit(path, join(run, texts, length));
        }
        return pieces.get(index).each(run, env, null, in, (none, text) -> {
                    texts[index] = text.textValue();
                    return each(
                            run,
                            env,
                            path,
                            in,
                            out,
                            texts,
                            index - 1,
                            length + text.textValue().length());
                })
                != STOP;
    }
}
