package io.atoll.jq.internal.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.run.Meter;
import org.jspecify.annotations.Nullable;

/** Replaces single characters by texts; U+0000 becomes {@code \0} in all formats. */
final class Escapes {

    static final Escapes HTML = new Escapes("&<>'\"", "&amp;", "&lt;", "&gt;", "&apos;", "&quot;");
    static final Escapes CSV = new Escapes("\"", "\"\"");
    static final Escapes TSV = new Escapes("\t\r\n\\", "\\t", "\\r", "\\n", "\\\\");
    static final Escapes SHELL = new Escapes("'", "'\\''");

    private final @Nullable String[] replacements = new @Nullable String[128];

    private Escapes(String characters, String... replacements) {
        this.replacements[0] = "\\0";
        for (int i = 0; i < replacements.length; i++) {
            this.replacements[characters.charAt(i)] = replacements[i];
        }
    }

    /** The text escaped; the same node if nothing is. */
    JsonNode apply(JsonNode node, Meter meter) {
        String text = node.textValue();
        StringBuilder escaped = new StringBuilder();
        append(text, escaped, meter);
        return escaped.length() == text.length() ? node : TextNode.valueOf(escaped.toString());
    }

    /** Appends the text escaped. */
    void append(String text, StringBuilder out, Meter meter) {
        meter.text(text.length());
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String replacement = c < 128 ? replacements[c] : null;
            if (replacement != null) {
                meter.grow(replacement.length());
                out.append(text, done, i).append(replacement);
                done = i + 1;
            }
        }
        out.append(text, done, text.length());
        meter.length(out.length(), "characters");
    }
}
