package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns characters into values, one by one, with jq's grammar and errors. */
final class JsonParser {

    /** Open arrays, open objects and their keys. */
    private static final int MOST_OPEN = 10_000;

    private static final int STRIDE = 4096;

    private final Meter meter;
    private final StringBuilder token = new StringBuilder();
    private Object[] open = new Object[16];
    private int level;
    private @Nullable JsonNode next;
    private boolean text;
    private boolean escape;
    private int line = 1;
    private int column;

    JsonParser(Meter meter) {
        this.meter = meter;
    }

    /** How many characters of a byte order mark to skip, given the first character of all. */
    static int mark(char first) {
        if (first >= '\uF000' && first != '\uFEFF') {
            throw new EvaluationException("Malformed BOM");
        }
        return first == '\uFEFF' ? 1 : 0;
    }

    /** Takes a character; gives a value if one is complete. */
    @Nullable
    JsonNode read(char c) {
        column += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        if (c == '\n') {
            line++;
            column = 0;
        }
        if (text) {
            return inText(c);
        }
        switch (c) {
            case ' ', '\t', '\r', '\n' -> {
                literal("");
                return take();
            }
            case '"' -> {
                literal("");
                text = true;
                return take();
            }
            case '[', ',', ']', '{', ':', '}' -> {
                literal("");
                JsonNode complete = take();
                structure(c);
                return complete == null ? take() : complete;
            }
            default -> {
                append(c);
                return null;
            }
        }
    }

    /** Ends the text; gives the last value if it became complete only now. */
    @Nullable
    JsonNode end() {
        if (text) {
            throw failure("Unfinished string", " at EOF");
        }
        literal(" at EOF");
        if (level > 0) {
            throw failure("Unfinished JSON term", " at EOF");
        }
        return take();
    }

    private @Nullable JsonNode inText(char c) {
        if (c == '"' && !escape) {
            try {
                value(TextNode.valueOf(JsonString.unescape(token)), "");
            } catch (IllegalArgumentException e) {
                throw failure(String.valueOf(e.getMessage()), "");
            }
            token.setLength(0);
            text = false;
            return take();
        }
        append(c);
        escape = c == '\\' && !escape;
        return null;
    }

    private void append(char c) {
        token.append(c);
        if (token.length() % STRIDE == 0) {
            meter.length(token.length(), "characters");
            meter.grow(STRIDE);
            meter.steps(STRIDE >> 6);
        }
    }

    private @Nullable JsonNode take() {
        JsonNode complete = next;
        if (level > 0) {
            return null;
        }
        next = null;
        return complete;
    }

    private EvaluationException failure(String reason, String where) {
        return new EvaluationException(reason + where + " at line " + line + ", column " + column);
    }

    private void value(JsonNode value, String where) {
        if (next != null) {
            throw failure("Expected separator between values", where);
        }
        meter.step();
        meter.grow(token.length() + 24L);
        next = value;
    }

    private void literal(String where) {
        if (token.isEmpty()) {
            return;
        }
        switch (token.charAt(0)) {
            case 't' -> word("true", BooleanNode.TRUE, where);
            case 'f' -> word("false", BooleanNode.FALSE, where);
            case '\'' -> throw failure("Invalid string literal; expected \", but got '", where);
            case 'n' -> {
                if (token.length() > 1 && token.charAt(1) == 'u') {
                    word("null", NullNode.getInstance(), where);
                } else {
                    number(where);
                }
            }
            default -> number(where);
        }
        token.setLength(0);
    }

    private void word(String word, JsonNode value, String where) {
        if (!word.contentEquals(token)) {
            throw failure("Invalid literal", where);
        }
        value(value, where);
    }

    private void number(String where) {
        int zero = token.indexOf("\0");
        meter.steps(token.length());
        JsonNode number = Literal.read(zero < 0 ? token.toString() : token.substring(0, zero));
        if (number == null) {
            throw failure("Invalid numeric literal", where);
        }
        value(number, where);
    }

    private void structure(char c) {
        switch (c) {
            case '[' -> open(new ArrayNode(JsonNodeFactory.instance));
            case '{' -> open(new ObjectNode(JsonNodeFactory.instance));
            case ':' -> colon();
            case ',' -> comma();
            case ']' -> closeArray();
            default -> closeObject();
        }
    }

    private void open(JsonNode container) {
        if (level >= MOST_OPEN) {
            throw failure("Exceeds depth limit for parsing", "");
        }
        if (next != null) {
            throw failure("Expected separator between values", "");
        }
        meter.depth(level);
        meter.container(1);
        push(container);
    }

    private void push(Object value) {
        if (level == open.length) {
            open = Arrays.copyOf(open, level * 2);
        }
        open[level++] = value;
    }

    private @Nullable Object top() {
        return level == 0 ? null : open[level - 1];
    }

    private void colon() {
        if (next == null) {
            throw failure("Expected string key before ':'", "");
        }
        if (!(top() instanceof ObjectNode)) {
            throw failure("':' not as part of an object", "");
        }
        if (!next.isTextual()) {
            throw failure("Object keys must be strings", "");
        }
        push(next.textValue());
        next = null;
    }

    private void comma() {
        JsonNode value = next;
        if (value == null) {
            throw failure("Expected value before ','", "");
        }
        Object top = top();
        if (top == null) {
            throw failure("',' not as part of an object or array", "");
        }
        if (top instanceof ArrayNode array) {
            element(array, value);
        } else if (top instanceof String key) {
            member(key, value);
        } else {
            throw failure("Objects must consist of key:value pairs", "");
        }
        next = null;
    }

    private void element(ArrayNode array, JsonNode value) {
        meter.length(array.size() + 1L, "elements");
        array.add(value);
    }

    private void member(String key, JsonNode value) {
        level--;
        ObjectNode object = (ObjectNode) open[level - 1];
        meter.length(object.size() + 1L, "elements");
        object.set(key, value);
    }

    private void closeArray() {
        if (!(top() instanceof ArrayNode array)) {
            throw failure("Unmatched ']'", "");
        }
        if (next != null) {
            element(array, next);
        } else if (!array.isEmpty()) {
            throw failure("Expected another array element", "");
        }
        level--;
        next = array;
    }

    private void closeObject() {
        if (level == 0) {
            throw failure("Unmatched '}'", "");
        }
        if (next != null) {
            if (!(top() instanceof String key)) {
                throw failure("Objects must consist of key:value pairs", "");
            }
            member(key, next);
        } else if (!(top() instanceof ObjectNode object)) {
            throw failure("Unmatched '}'", "");
        } else if (!object.isEmpty()) {
            throw failure("Expected another key-value pair", "");
        }
        level--;
        next = (JsonNode) open[level];
    }
}
