package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How values of answers are written. */
final class Words {

    private static final int VALUE = 300;
    private static final int DOCUMENT = 20_000;

    private Words() {}

    /** A sentence for what is not there. */
    static Html none(String sentence) {
        return element("p", attribute("class", "none"), text(sentence));
    }

    static Html code(JsonNode value) {
        return element("code", text(plain(value)));
    }

    /** A moment; nothing if there is none. */
    static Html moment(JsonNode value) {
        String text = value.asText("");
        try {
            return text.isEmpty()
                    ? Html.NOTHING
                    : element("time", attribute("datetime", text), text(Times.moment(Instant.parse(text))));
        } catch (DateTimeException e) {
            return text(text);
        }
    }

    /** A value as JSON, not more of it than people read. */
    static String brief(JsonNode value) {
        return cut(value.toString(), VALUE);
    }

    /** Texts as they are, other values as JSON. */
    static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** A sentence below the word that it explains; nothing if there is none. */
    static Html remark(JsonNode sentence) {
        return remark(sentence.asText(""));
    }

    static Html remark(String sentence) {
        return sentence.isEmpty() ? Html.NOTHING : element("p", attribute("class", "why"), text(sentence));
    }

    /** A document that opens when it is asked for. */
    static Html folded(String summary, JsonNode document) {
        return element("details", element("summary", text(summary)), document(document));
    }

    /** A document, cut if it is long. */
    static Html document(JsonNode document) {
        return block(document.isTextual() ? document.textValue() : document.toPrettyString());
    }

    /** A text with its line breaks, cut if it is long. */
    static Html block(String text) {
        return element("pre", attribute("tabindex", "0"), text(cut(text, DOCUMENT)));
    }

    /** Lines below a heading; nothing if there are none. */
    static Html list(String heading, JsonNode lines) {
        return lines.isEmpty() ? Html.NOTHING : join(element("h3", text(heading)), lines(lines));
    }

    /** One line each. */
    static Html lines(JsonNode lines) {
        return element(
                "ul",
                join(lines.valueStream()
                        .map(line -> element("li", text(plain(line))))
                        .toList()));
    }

    /** Names and values. */
    static Html facts(List<Html> facts) {
        return element("dl", attribute("class", "facts"), join(facts));
    }

    static Html fact(String name, Html value) {
        return element("div", element("dt", text(name)), element("dd", value));
    }

    /** Figures, large. */
    static Html figures(List<Html> figures) {
        return element("dl", attribute("class", "figures"), join(figures));
    }

    /** How long something takes: {@code 2 h 5 min}, {@code 3 min 20 s}, {@code 7 s}. */
    static String duration(long seconds) {
        long minutes = seconds / 60;
        return minutes >= 60
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes > 0 ? minutes + " min " + seconds % 60 + " s" : seconds + " s";
    }

    /** How much something takes: {@code 12 kB}. */
    static String size(long bytes) {
        return bytes < 1_000
                ? bytes + " B"
                : bytes < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit)) + "…";
    }
}
