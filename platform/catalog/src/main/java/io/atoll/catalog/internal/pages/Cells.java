package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Shows values for people: links, times, and everything else as text. */
final class Cells {

    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Cells() {}

    /**
     * Adds a value.
     *
     * @param format the format of the property, or empty
     * @param longest how many characters to show
     */
    static void value(Html html, JsonNode value, String format, int longest) {
        if (value.isMissingNode() || value.isNull()) {
            html.element("span", "–", "class", "none");
        } else if (format.equals("url") && isWebAddress(value.asText())) {
            html.element("a", shortened(value.asText(), longest), "href", value.asText(), "rel", "noreferrer noopener");
        } else if (format.equals("date-time") || format.equals("timer")) {
            time(html, value.asText());
        } else if (value.isValueNode()) {
            html.text(shortened(value.asText(), longest));
        } else {
            html.element("code", shortened(value.toString(), longest));
        }
    }

    static void time(Html html, Instant at) {
        html.element("time", READABLE.format(at), "datetime", at.toString());
    }

    private static void time(Html html, String text) {
        try {
            time(html, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            html.text(text);
        }
    }

    /** Only web addresses become links; a {@code javascript:} address stays text. */
    private static boolean isWebAddress(String text) {
        try {
            var scheme = new URI(text).getScheme();
            return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
    }
}
