package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * Shows what differs, as a list of fields with both values.
 *
 * @param html the page
 * @param values shows the values
 */
record Changes(Html html, Values values) {

    private static final int MOST = 100;

    /** Adds a list behind a button. */
    void folded(List<Difference> differences) {
        html.open("details").element("summary", differences.size() == 1 ? "1 field" : differences.size() + " fields");
        open(differences);
        html.close("details");
    }

    /** Adds a list. */
    void open(List<Difference> differences) {
        html.open("dl", "class", "differences");
        differences.stream().limit(MOST).forEach(this::show);
        html.close("dl");
        if (differences.size() > MOST) {
            html.element("p", "and " + (differences.size() - MOST) + " more", "class", "none");
        }
    }

    private void show(Difference difference) {
        html.element("dt", difference.field()).open("dd").open("del");
        values.show(difference.before(), MissingNode.getInstance());
        html.close("del").element("span", " → ", "class", "none").open("ins");
        values.show(difference.after(), MissingNode.getInstance());
        html.close("ins").close("dd");
    }
}
