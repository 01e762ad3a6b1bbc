package io.atoll.console.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of HTML. Text comes in through {@link #text} and attributes through {@link Attribute} only, both escaped, so what a third party
 * named something cannot become markup.
 */
final class Html implements Part {

    static final Html NOTHING = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * An attribute.
     *
     * @param name a name of HTML's
     * @param value any text
     */
    record Attribute(String name, String value) implements Part {}

    static Attribute attribute(String name, String value) {
        return new Attribute(name, value);
    }

    static Html text(String text) {
        return new Html(escape(text));
    }

    /** A text or number of an answer; nothing if there is none. */
    static Html text(JsonNode value) {
        return text(value.asText(""));
    }

    static Html text(long number) {
        return new Html(String.valueOf(number));
    }

    /** An element with its attributes and content. */
    static Html element(String name, Part... parts) {
        return new Html(open(name, parts) + content(parts) + "</" + name + ">");
    }

    /** An element that has no content. */
    static Html empty(String name, Attribute... attributes) {
        return new Html(open(name, attributes));
    }

    /** An element that has no content, whose attributes are a list. */
    static Html empty(String name, List<Attribute> attributes) {
        return empty(name, attributes.toArray(Attribute[]::new));
    }

    static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(piece -> piece.markup).collect(Collectors.joining()));
    }

    /** An element whose attributes are a list. */
    static Html element(String name, List<Attribute> attributes, Html... content) {
        return element(
                name, Stream.concat(attributes.stream(), Stream.of(content)).toArray(Part[]::new));
    }

    static Html join(Html... pieces) {
        return join(List.of(pieces));
    }

    private static String open(String name, Part... parts) {
        return Stream.of(parts)
                .filter(Attribute.class::isInstance)
                .map(Attribute.class::cast)
                .map(attribute -> " " + attribute.name() + "=\"" + escape(attribute.value()) + "\"")
                .collect(Collectors.joining("", "<" + name, ">"));
    }

    private static String content(Part... parts) {
        return Stream.of(parts)
                .filter(Html.class::isInstance)
                .map(part -> ((Html) part).markup)
                .collect(Collectors.joining());
    }

    /** The dollar sign as well: the web console replaces <code>${…}</code> in all that its plugins write. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '$' -> escaped.append("&#36;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return markup;
    }
}
