package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The entities of one blueprint as a table, a page at a time. */
final class EntitiesPage {

    private static final int ROWS = 50;
    private static final int COLUMNS = 5;
    private static final int SCAN = 500;

    private final View view;
    private final Blueprint blueprint;
    private final String filter;
    private final @Nullable String after;

    private EntitiesPage(View view, Blueprint blueprint, String filter, @Nullable String after) {
        this.view = view;
        this.blueprint = blueprint;
        this.filter = filter;
        this.after = after;
    }

    /**
     * The page.
     *
     * @param filter a part of an identifier or title, in any case; may be empty
     * @param after the identifier that the page begins after, or null for the first page
     */
    static String of(View view, String blueprint, String filter, @Nullable String after) {
        return new EntitiesPage(view, Blueprints.named(view, blueprint), filter, after).render();
    }

    private String render() {
        var found = matching();
        var rows = found.size() > ROWS ? found.subList(0, ROWS) : found;
        return Frame.page(blueprint.title(), html -> {
            html.open("p").element("code", blueprint.identifier());
            html.text(" · " + view.count(blueprint.identifier()) + " entities").close("p");
            filterForm(html);
            if (rows.isEmpty()) {
                empty(html);
            } else {
                table(html, rows);
                paging(html, found.size() > ROWS ? rows.get(ROWS - 1).identifier() : null);
            }
        });
    }

    /** One more than fits, to know whether there is a next page. */
    private List<CatalogEntity> matching() {
        var found = new ArrayList<CatalogEntity>();
        var wanted = filter.toLowerCase(Locale.ROOT);
        var from = after;
        while (found.size() <= ROWS) {
            var page = view.entities(blueprint.identifier(), from, wanted.isEmpty() ? ROWS + 1 : SCAN);
            if (page.isEmpty()) {
                break;
            }
            for (var entity : page) {
                if (found.size() <= ROWS && matches(entity, wanted)) {
                    found.add(entity);
                }
            }
            from = page.get(page.size() - 1).identifier();
        }
        return found;
    }

    private static boolean matches(CatalogEntity entity, String wanted) {
        return entity.identifier().toLowerCase(Locale.ROOT).contains(wanted)
                || EntityPage.title(entity).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void filterForm(Html html) {
        html.open("form", "method", "get", "role", "search", "action", Addresses.blueprint(blueprint.identifier()));
        html.element("label", "Identifier or title contains", "for", "q");
        html.open("input", "id", "q", "name", "q", "type", "search", "value", filter);
        html.element("button", "Filter", "type", "submit").close("form");
    }

    private void empty(Html html) {
        html.open("p", "class", "empty");
        if (filter.isEmpty()) {
            html.text("Nothing here yet: a resync of an integration that maps to this blueprint fills it.");
        } else {
            html.text("Nothing matches. ").link(Addresses.blueprint(blueprint.identifier()), "Show all");
        }
        html.close("p");
    }

    private void table(Html html, List<CatalogEntity> rows) {
        var columns = new ArrayList<String>();
        blueprint.properties().fieldNames().forEachRemaining(columns::add);
        var shown = columns.subList(0, Math.min(COLUMNS, columns.size()));
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        html.element("th", "Entity", "scope", "col");
        for (var column : shown) {
            var title = Json.text(blueprint.properties().path(column), "title");
            html.element("th", title == null ? column : title, "scope", "col");
        }
        html.element("th", "Updated", "scope", "col");
        html.close("tr").close("thead").open("tbody");
        for (var entity : rows) {
            html.open("tr")
                    .open("td")
                    .link(Addresses.entity(entity.ref()), EntityPage.title(entity))
                    .close("td");
            for (var column : shown) {
                html.open("td");
                JsonNode value = entity.properties().path(column);
                Cells.value(
                        html,
                        value,
                        blueprint.properties().path(column).path("format").asText(),
                        80);
                html.close("td");
            }
            html.open("td");
            Cells.time(html, entity.stamp().updatedAt());
            html.close("td").close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private void paging(Html html, @Nullable String last) {
        var here = Addresses.blueprint(blueprint.identifier());
        var query = filter.isEmpty() ? "" : "q=" + Addresses.encoded(filter);
        html.open("nav", "aria-label", "Pages", "class", "pages");
        if (after != null) {
            html.link(query.isEmpty() ? here : here + "?" + query, "First page");
        }
        if (last != null) {
            html.link(
                    here + "?" + (query.isEmpty() ? "" : query + "&") + "after=" + Addresses.encoded(last),
                    "Next page");
        }
        html.close("nav");
    }
}
