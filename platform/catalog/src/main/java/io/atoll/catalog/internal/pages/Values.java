package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Timestamps;
import io.atoll.catalog.internal.store.View;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Shows values by the type and format of their property.
 *
 * @param html the page they are added to
 * @param view where users, teams and related entities are found
 * @param times how times are shown
 * @param size how much room there is
 */
record Values(Html html, View view, Times times, Size size) {

    private static final Pattern MAIL = Pattern.compile("[^@\\s?&%]+@[^@\\s?&%]+");
    private static final Set<String> COLOURS = Set.of(
            "blue",
            "turquoise",
            "orange",
            "purple",
            "pink",
            "yellow",
            "green",
            "red",
            "lightgray",
            "darkgray",
            "bronze",
            "silver",
            "gold");

    private static final int NARROW = 40;

    /** How much room there is for a value. */
    enum Size {
        /** A cell of a table. */
        CELL(80, 5),
        /** A page of its own. */
        WHOLE(20_000, 200);

        private final int characters;
        private final int elements;

        Size(int characters, int elements) {
            this.characters = characters;
            this.elements = elements;
        }
    }

    /** Adds a value of a property with a definition. */
    void show(JsonNode value, JsonNode definition) {
        if (value.isMissingNode() || value.isNull()) {
            none();
        } else if (value.isArray()) {
            list(value, definition.path("items").isObject() ? definition.path("items") : definition);
        } else if (value.isObject()) {
            block(size == Size.CELL ? value.toString() : pretty(value));
        } else if (value.isBoolean()) {
            html.element(
                    "span",
                    value.booleanValue() ? "Yes" : "No",
                    "class",
                    value.booleanValue() ? "badge good" : "badge");
        } else if (value.isNumber()) {
            html.element("span", value.asText(), "class", "digits");
        } else {
            text(value.asText(), definition);
        }
    }

    /** Adds the sign for nothing. */
    void none() {
        html.element("span", "–", "class", "none");
    }

    /** Adds a link to an entity, by its title if it is there. */
    void entity(Ref ref) {
        var title = view.entity(ref).map(EntityPage::title).orElse(ref.identifier());
        html.link(Addresses.entity(ref), shortened(title, Size.CELL.characters));
    }

    /** A document with one line for each value. */
    static String pretty(JsonNode node) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that is cut where it is too long, never within a sign. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private void list(JsonNode list, JsonNode definition) {
        if (list.isEmpty()) {
            none();
            return;
        }
        html.open("ul", "class", "values");
        var shown = 0;
        for (var element : list) {
            if (shown++ == size.elements) {
                html.element("li", "and " + (list.size() - size.elements) + " more", "class", "none");
                break;
            }
            html.open("li");
            show(element, definition);
            html.close("li");
        }
        html.close("ul");
    }

    private void text(String text, JsonNode definition) {
        var colour = Json.text(Json.object(definition, "enumColors"), text);
        if (colour != null || definition.path("enum").isArray()) {
            html.element(
                    "span", shortened(text, size.characters), "class", "badge" + tone(colour == null ? "" : colour));
            return;
        }
        switch (definition.path("format").asText()) {
            case "url" -> address(text);
            case "email", "idn-email" -> mail(text);
            case "user" -> member(new Ref(SystemBlueprints.USER, text));
            case "team" -> member(new Ref(SystemBlueprints.TEAM, text));
            case "date-time" -> time(text);
            case "timer" -> timer(text);
            case "markdown" -> markdown(text);
            case "yaml", "proto", "html" -> block(text);
            default -> plain(text);
        }
    }

    private void plain(String text) {
        if (size == Size.WHOLE && text.indexOf('\n') >= 0) {
            html.element("div", cut(text), "class", "lines");
        } else {
            html.text(cut(text));
        }
    }

    private void block(String text) {
        if (size == Size.CELL) {
            html.element("code", cut(text));
        } else {
            html.element("pre", cut(text), "tabindex", "0");
        }
    }

    private void markdown(String text) {
        if (size == Size.CELL) {
            html.text(cut(text));
        } else {
            html.open("div", "class", "prose");
            new Markdown(html).add(cut(text));
            html.close("div");
        }
    }

    private void address(String text) {
        if (isWeb(text)) {
            var shown = size == Size.CELL ? shortened(text.replaceFirst("^[a-zA-Z]+://", ""), NARROW) : cut(text);
            html.element("a", shown, "href", text, "rel", "noreferrer noopener");
        } else {
            html.text(cut(text));
        }
    }

    private void mail(String text) {
        if (MAIL.matcher(text).matches()) {
            html.link("mailto:" + text, cut(text));
        } else {
            html.text(cut(text));
        }
    }

    private void member(Ref ref) {
        if (view.entity(ref).isPresent()) {
            entity(ref);
        } else {
            html.text(cut(ref.identifier()));
        }
    }

    private void time(String text) {
        Timestamps.parse(text).ifPresentOrElse(this::time, () -> html.text(cut(text)));
    }

    void time(Instant at) {
        if (size == Size.CELL) {
            times.brief(html, at);
        } else {
            times.whole(html, at);
        }
    }

    private void timer(String text) {
        time(text);
        if (Timestamps.parse(text).filter(times.now()::isAfter).isPresent()) {
            html.text(" ").element("span", "expired", "class", "badge bad");
        }
    }

    private String cut(String text) {
        return shortened(text, size.characters);
    }

    /** Only web addresses become links; a {@code javascript:} address stays text. */
    static boolean isWeb(String text) {
        try {
            var scheme = new URI(text).getScheme();
            return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The class of a colour; none for one that is not known. */
    static String tone(String colour) {
        var name = colour.toLowerCase(Locale.ROOT);
        return COLOURS.contains(name) ? " tone-" + name : "";
    }
}
