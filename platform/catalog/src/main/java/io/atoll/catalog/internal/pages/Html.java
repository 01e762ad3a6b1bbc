package io.atoll.catalog.internal.pages;

import java.util.Set;
import java.util.function.Consumer;

/**
 * A page under construction. Whatever comes as text or attribute value is escaped; names of tags and attributes are our own. What comes out
 * is well-formed XML as well.
 */
final class Html {

    private static final Set<String> EMPTY = Set.of("meta", "link", "input", "hr", "br");

    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes are names and values in turn. Elements that can hold nothing are closed at once. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (var i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append(EMPTY.contains(tag) ? "/>" : ">");
        return this;
    }

    /** Closes an element. */
    Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** Adds text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** Adds an element with nothing but text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Adds a link. */
    Html link(Object address, String text) {
        return element("a", text, "href", address.toString());
    }

    /** Adds a table with these headings that scrolls by itself where it is too wide. */
    Html table(String caption, Iterable<String> headings, Consumer<Html> rows) {
        openTable(caption).open("thead").open("tr");
        for (var heading : headings) {
            element("th", heading, "scope", "col");
        }
        close("tr").close("thead").open("tbody");
        rows.accept(this);
        return close("tbody").closeTable();
    }

    /** Opens a table that scrolls by itself where it is too wide. */
    Html openTable(String caption) {
        open("div", "class", "wide", "role", "region", "tabindex", "0", "aria-label", caption);
        return open("table");
    }

    /** Closes such a table. */
    Html closeTable() {
        return close("table").close("div");
    }

    /** Adds a field of a form that is sent along unseen. */
    Html hidden(String name, String value) {
        return open("input", "type", "hidden", "name", name, "value", value);
    }

    /** Adds a choice of a selection. */
    Html option(String value, String label, boolean selected) {
        return selected
                ? element("option", label, "value", value, "selected", "selected")
                : element("option", label, "value", value);
    }

    @Override
    public String toString() {
        return "<!DOCTYPE html>" + out;
    }

    /** Control characters are no part of HTML, so a sign that stands for them is shown. */
    private void escape(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n' -> out.append(c);
                default -> out.append(legal(text, i) ? c : '\uFFFD');
            }
        }
    }

    private static boolean legal(String text, int i) {
        var c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return !Character.isISOControl(c) && c != '\uFFFE' && c != '\uFFFF';
    }
}
