package io.atoll.jq.internal.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.run.Meter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The formats behind {@code @}. */
public enum Format {

    /** Texts as they are, everything else as JSON. */
    TEXT,
    /** JSON. */
    JSON,
    /** Text with the special characters of HTML escaped. */
    HTML,
    /** Text with all but the unreserved characters percent-encoded. */
    URI,
    /** Percent-encoded text decoded. */
    URID,
    /** An array as a line of comma-separated values. */
    CSV,
    /** An array as a line of tab-separated values. */
    TSV,
    /** Words quoted for a shell. */
    SH,
    /** Text in Base64. */
    BASE64,
    /** Base64 decoded. */
    BASE64D;

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** Names the format of a name without {@code @}; null if there is none. */
    public static @Nullable Format named(String name) {
        return switch (name) {
            case "text" -> TEXT;
            case "json" -> JSON;
            case "html" -> HTML;
            case "uri" -> URI;
            case "urid" -> URID;
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "sh" -> SH;
            case "base64" -> BASE64;
            case "base64d" -> BASE64D;
            default -> null;
        };
    }

    /** {@code format/1}. */
    public static JsonNode apply(JsonNode name, JsonNode value, Meter meter) {
        if (!name.isTextual()) {
            throw Complaint.of(name, "is not a valid format");
        }
        Format format = named(name.textValue());
        if (format == null) {
            throw new EvaluationException(name.textValue() + " is not a valid format");
        }
        return format.apply(value, meter);
    }

    /** Formats a value; always a text. */
    public JsonNode apply(JsonNode value, Meter meter) {
        return switch (this) {
            case TEXT -> Texts.text(value, meter);
            case JSON -> TextNode.valueOf(JsonText.compact(value, meter));
            case HTML -> html(value, meter);
            case URI -> uri(value, meter);
            case URID -> urid(Texts.text(value, meter), meter);
            case CSV -> Row.csv(value, meter);
            case TSV -> Row.tsv(value, meter);
            case SH -> Row.shell(value, meter);
            case BASE64 -> base64(value, meter);
            case BASE64D -> base64d(Texts.text(value, meter), meter);
        };
    }

    private static JsonNode html(JsonNode value, Meter meter) {
        JsonNode node = Texts.text(value, meter);
        return Escapes.HTML.apply(node, meter);
    }

    private static JsonNode uri(JsonNode value, Meter meter) {
        JsonNode node = Texts.text(value, meter);
        String text = node.textValue();
        int i = 0;
        while (i < text.length() && unreserved(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return node;
        }
        meter.text(text.length() * 3L);
        byte[] bytes = text.getBytes(UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (b >= 0 && unreserved((char) b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return TextNode.valueOf(encoded.toString());
    }

    private static boolean unreserved(char c) {
        return switch (c) {
            case '-', '.', '_', '~' -> true;
            default -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        };
    }

    private static JsonNode urid(JsonNode node, Meter meter) {
        String text = node.textValue();
        if (text.indexOf('%') < 0) {
            return node;
        }
        meter.text(text.length());
        byte[] bytes = text.getBytes(UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%') {
                int high = i + 1 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw Complaint.of(node, "is not a valid uri encoding");
                }
                b = (byte) ((high << 4) | low);
                i += 2;
            }
            bytes[length++] = b;
        }
        if (!Utf8.valid(bytes, length)) {
            throw Complaint.of(node, "is not a valid uri encoding");
        }
        return TextNode.valueOf(new String(bytes, 0, length, UTF_8));
    }

    private static JsonNode base64(JsonNode value, Meter meter) {
        String text = Texts.text(value, meter).textValue();
        meter.text(text.length() * 2L);
        return TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    /** Up to the first {@code =}; what is decoded need not be padded, nor UTF-8. */
    private static JsonNode base64d(JsonNode node, Meter meter) {
        String text = node.textValue();
        meter.text(text.length());
        byte[] bytes = new byte[text.length()];
        int length = 0;
        int bits = 0;
        int read = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                throw Complaint.of(node, "is not valid base64 data");
            }
            bits = (bits << 6) | digit;
            if (++read % 4 != 1) {
                bytes[length++] = (byte) (bits >> (2 * (3 - (read - 1) % 4)));
            }
        }
        if (read % 4 == 1) {
            throw Complaint.of(node, "trailing base64 byte found");
        }
        return TextNode.valueOf(Utf8.decode(bytes, length));
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
