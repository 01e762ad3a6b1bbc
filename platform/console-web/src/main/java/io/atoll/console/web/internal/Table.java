package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table with a caption and a row of headings; a sentence instead if it has no rows. */
final class Table {

    private final String caption;
    private final String otherwise;
    private final List<String> headings;
    private final List<Html> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param caption what it lists
     * @param otherwise the sentence to show if there is nothing to list
     */
    Table(String caption, String otherwise, String... headings) {
        this.caption = caption;
        this.otherwise = otherwise;
        this.headings = List.of(headings);
    }

    /** Adds a row with one cell for each heading; the first one names the row. */
    Table row(Html... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "a row of '" + caption + "' has " + headings.size() + " cells, not " + cells.length);
        }
        Stream<Html> others = Stream.of(cells).skip(1).map(cell -> element("td", cell));
        rows.add(element(
                "tr",
                Stream.concat(Stream.of(element("th", attribute("scope", "row"), cells[0])), others)
                        .toArray(Html[]::new)));
        return this;
    }

    /** A section with the caption as its heading. */
    Html section() {
        return section(Html.NOTHING);
    }

    /** The same, with something between heading and table. */
    Html section(Html remark) {
        return element("section", element("h2", text(caption)), remark, bare());
    }

    /** The table alone. */
    Html bare() {
        return rows.isEmpty()
                ? element("p", attribute("class", "none"), text(otherwise))
                : element(
                        "div",
                        attribute("class", "scroll"),
                        attribute("role", "region"),
                        attribute("tabindex", "0"),
                        attribute("aria-label", caption),
                        element(
                                "table",
                                element("caption", attribute("class", "unseen"), text(caption)),
                                element("thead", element("tr", headingCells())),
                                element("tbody", Html.join(rows))));
    }

    private Html headingCells() {
        return Html.join(headings.stream()
                .map(heading -> element("th", attribute("scope", "col"), text(heading)))
                .toList());
    }
}
