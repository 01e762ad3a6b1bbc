package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes one value into a buffer that somebody watches. */
final class JsonWriter {

    private static final int DEEPEST = 10_000;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final JsonFormat format;
    private final Watch watch;

    /** Decides before each piece whether to go on. */
    interface Watch {

        /**
         * Whether to write more.
         *
         * @param out what is written and not taken; may be emptied
         * @param next at least so many characters follow
         */
        boolean more(StringBuilder out, int next);
    }

    JsonWriter(StringBuilder out, JsonFormat format, Watch watch) {
        this.out = out;
        this.format = format;
        this.watch = watch;
    }

    /**
     * Writes a value on a level, 0 at the top.
     *
     * @return false if the watch ended it
     */
    boolean write(JsonNode value, int level) {
        if (level > DEEPEST) {
            out.append("<skipped: too deep>");
            return watch.more(out, 0);
        }
        switch (value.getNodeType()) {
            case NULL, MISSING -> out.append("null");
            case BOOLEAN -> out.append(value.booleanValue());
            case NUMBER -> out.append(Numbers.text(value));
            case STRING, BINARY, POJO -> {
                String text = value.asText();
                if (!watch.more(out, text.length())) {
                    return false;
                }
                quote(text);
            }
            case ARRAY -> {
                return array((ArrayNode) value, level);
            }
            case OBJECT -> {
                return object((ObjectNode) value, level);
            }
        }
        return watch.more(out, 0);
    }

    private boolean array(ArrayNode array, int level) {
        int size = array.size();
        if (size == 0) {
            out.append("[]");
            return watch.more(out, 0);
        }
        out.append('[');
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(',');
            }
            line(level + 1);
            if (!write(array.get(i), level + 1)) {
                return false;
            }
        }
        line(level);
        out.append(']');
        return true;
    }

    private boolean object(ObjectNode object, int level) {
        if (object.isEmpty()) {
            out.append("{}");
            return watch.more(out, 0);
        }
        char separator = '{';
        if (format.sorted()) {
            for (String key : Order.sortedKeys(object)) {
                out.append(separator);
                separator = ',';
                if (!member(key, object.get(key), level + 1)) {
                    return false;
                }
            }
        } else {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                out.append(separator);
                separator = ',';
                if (!member(member.getKey(), member.getValue(), level + 1)) {
                    return false;
                }
            }
        }
        line(level);
        out.append('}');
        return true;
    }

    private boolean member(String key, JsonNode value, int level) {
        line(level);
        if (!watch.more(out, key.length())) {
            return false;
        }
        quote(key);
        out.append(':');
        if (format.indent() >= 0) {
            out.append(' ');
        }
        return write(value, level);
    }

    private void line(int level) {
        if (format.indent() >= 0) {
            out.append('\n').repeat(format.tab() ? '\t' : ' ', level * format.indent());
        }
    }

    /** Writes a text with its quotes. */
    void quote(String text) {
        out.append('"');
        int length = text.length();
        int done = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0x7F ? !special(text, i, c) : c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, done, i);
            done = i + 1;
            escape(c);
        }
        out.append(text, done, length).append('"');
    }

    private boolean special(String text, int i, char c) {
        if (format.ascii()) {
            return true;
        }
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            default -> {
                if (c > 0x7F && !format.ascii()) {
                    out.append('\uFFFD');
                } else {
                    out.append("\\u")
                            .append(HEX[c >> 12])
                            .append(HEX[(c >> 8) & 15])
                            .append(HEX[(c >> 4) & 15])
                            .append(HEX[c & 15]);
                }
            }
        }
    }
}
