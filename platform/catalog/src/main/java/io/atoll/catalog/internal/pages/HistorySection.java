package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.catalog.internal.audit.History;
import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.AuditFilter;
import io.atoll.catalog.internal.store.Recorded;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The newest changes of an entity: when, by whom, and from what to what. */
final class HistorySection {

    private static final int MOST = 20;
    private static final int LONGEST = 200;
    private static final List<String> OBJECTS = List.of("properties", "relations");
    private static final List<String> FIELDS = List.of("title", "icon", "team");

    private final Html html;
    private final History history;

    private HistorySection(Html html, View view) {
        this.html = html;
        this.history = new History(view);
    }

    static void add(Html html, View view, Ref entity) {
        var audits = view.audits(AuditFilter.of(Trail.subject(entity)), MOST);
        html.element("h2", "History");
        if (audits.isEmpty()) {
            html.element("p", "No change was recorded.", "class", "none");
            return;
        }
        var section = new HistorySection(html, view);
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (var column : List.of("When", "What", "By", "Field", "Before", "After")) {
            html.element("th", column, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        audits.forEach(section::rows);
        html.close("tbody").close("table").close("div");
    }

    /** One row for each field that differs, at least one. */
    private void rows(Recorded recorded) {
        var differences = differences(history.before(recorded), history.after(recorded));
        if (differences.isEmpty()) {
            row(recorded, new Difference("–", missing(), missing()));
        }
        differences.forEach(difference -> row(recorded, difference));
    }

    private void row(Recorded recorded, Difference difference) {
        var audit = recorded.audit();
        html.open("tr").open("td");
        Cells.time(html, audit.at());
        html.close("td").element("td", audit.action()).open("td").element("code", audit.agent());
        html.close("td").element("td", difference.field());
        for (var value : List.of(difference.before(), difference.after())) {
            html.open("td");
            Cells.value(html, value, "", LONGEST);
            html.close("td");
        }
        html.close("tr");
    }

    /**
     * A field that a change gave another value.
     *
     * @param field its name
     * @param before the value before; missing if there was none
     * @param after the value after; missing if there is none
     */
    private record Difference(String field, JsonNode before, JsonNode after) {}

    private static List<Difference> differences(JsonNode before, JsonNode after) {
        var differences = new ArrayList<Difference>();
        FIELDS.forEach(field -> compare(differences, field, before.path(field), after.path(field)));
        for (var part : OBJECTS) {
            var keys = new TreeSet<String>();
            before.path(part).fieldNames().forEachRemaining(keys::add);
            after.path(part).fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> compare(
                    differences,
                    key,
                    before.path(part).path(key),
                    after.path(part).path(key)));
        }
        return differences;
    }

    private static void compare(List<Difference> differences, String field, JsonNode before, JsonNode after) {
        if (!before.equals(after) && !(empty(before) && empty(after))) {
            differences.add(new Difference(field, before, after));
        }
    }

    private static boolean empty(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
    }

    private static JsonNode missing() {
        return MissingNode.getInstance();
    }
}
