package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.catalog.internal.audit.History;
import io.atoll.catalog.internal.audit.Trail;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.AuditFilter;
import io.atoll.catalog.internal.store.Recorded;
import io.atoll.catalog.internal.store.View;
import java.util.List;

/** The newest changes of an entity: when, by whom, and from what to what. */
final class HistorySection {

    private static final int MOST = 20;
    private static final List<String> COLUMNS = List.of("When", "What", "By", "Field", "Before", "After");

    private final Html html;
    private final History history;
    private final Values values;

    private HistorySection(Html html, View view, Times times) {
        this.html = html;
        this.history = new History(view);
        this.values = new Values(html, view, times, Values.Size.CELL);
    }

    /** Adds it. */
    static void add(Html html, View view, Ref entity, Times times) {
        var audits = view.audits(AuditFilter.of(Trail.subject(entity)), MOST + 1);
        html.open("section", "id", "history", "aria-label", "History").element("h2", "History");
        if (audits.isEmpty()) {
            html.element("p", "No change was recorded.", "class", "none");
        } else {
            var section = new HistorySection(html, view, times);
            html.table("History", COLUMNS, rows -> audits.stream().limit(MOST).forEach(section::rows));
        }
        if (audits.size() > MOST) {
            var all = new Address(Addresses.AUDIT)
                    .with("blueprint", entity.blueprint())
                    .with("entity", entity.identifier());
            html.open("p").link(all, "All changes in the audit log").close("p");
        }
        html.close("section");
    }

    /** One row for each field that differs, at least one; a single row where there was nothing before, or is nothing after. */
    private void rows(Recorded recorded) {
        var differences = Difference.ofEntity(history.before(recorded), history.after(recorded));
        if (!recorded.audit().action().equals("UPDATE") && !differences.isEmpty()) {
            html.open("tr");
            change(recorded, 1);
            html.open("td", "colspan", "3");
            new Changes(html, values).folded(differences);
            html.close("td").close("tr");
            return;
        }
        var rows = differences.isEmpty() ? List.of(Difference.none()) : differences;
        for (var i = 0; i < rows.size(); i++) {
            html.open("tr");
            if (i == 0) {
                change(recorded, rows.size());
            }
            html.element("td", rows.get(i).field());
            for (var value : List.of(rows.get(i).before(), rows.get(i).after())) {
                html.open("td");
                values.show(value, MissingNode.getInstance());
                html.close("td");
            }
            html.close("tr");
        }
    }

    private void change(Recorded recorded, int rows) {
        var audit = recorded.audit();
        var span = rows == 1 ? new String[] {} : new String[] {"rowspan", String.valueOf(rows)};
        html.open("td", span);
        values.time(audit.at());
        html.close("td").element("td", audit.action(), span).open("td", span);
        html.element("span", Writer.brief(audit.agent()), "title", audit.agent())
                .close("td");
    }
}
