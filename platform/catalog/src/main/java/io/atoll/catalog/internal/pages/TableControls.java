package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.pages.Column.Kind;
import io.atoll.catalog.internal.pages.SavedViews.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person can do with a table: choose a view, search, filter, choose columns, save all that as a view. Every form but those of views
 * is a link with parameters.
 *
 * @param html the page
 * @param visit the request for it
 * @param selection what the table shows
 * @param columns the columns that the table can have
 * @param shown those that it has
 */
record TableControls(Html html, Visit visit, Selection selection, List<Column> columns, List<Column> shown) {

    /** Adds all of it, with these views to choose from. */
    void add(List<Saved> views) {
        var current = views.stream()
                .filter(saved -> saved.identifier().equals(selection.view()))
                .findFirst();
        if (!views.isEmpty()) {
            html.open("nav", "aria-label", "Views", "class", "tabs").open("ul");
            tab(Addresses.blueprint(selection.blueprint()), "All", current.isEmpty());
            for (var saved : views) {
                tab(
                        SavedViews.address(selection.blueprint(), saved.identifier())
                                .toString(),
                        saved.title(),
                        current.isPresent() && saved.equals(current.get()));
            }
            html.close("ul").close("nav");
        }
        html.open("div", "class", "tools");
        search();
        filter();
        rules();
        chooseColumns();
        save();
        current.ifPresent(this::change);
        html.close("div");
        chips();
    }

    private void tab(String address, String title, boolean current) {
        html.open("li");
        if (current) {
            html.element("a", title, "href", address, "aria-current", "page");
        } else {
            html.link(address, title);
        }
        html.close("li");
    }

    private void search() {
        form(Set.of("q"), "role", "search");
        html.element("label", "Search identifiers, titles and texts", "for", "q", "class", "hidden");
        html.open(
                "input",
                "id",
                "q",
                "name",
                "q",
                "type",
                "search",
                "value",
                selection.text(),
                "placeholder",
                "Search identifiers, titles and texts");
        html.element("button", "Search", "type", "submit").close("form");
    }

    private void filter() {
        menu("Filter");
        form(Set.of());
        html.element("label", "Column", "for", "p").open("select", "id", "p", "name", "p");
        for (var column : columns) {
            html.option(column.key(), column.title(), false);
        }
        html.close("select");
        html.element("label", "Condition", "for", "o").open("select", "id", "o", "name", "o");
        Filter.operators().forEach((operator, words) -> html.option(operator, words, false));
        html.close("select");
        html.element("label", "Value", "for", "v");
        html.open("input", "id", "v", "name", "v", "type", "text", "aria-describedby", "v-hint");
        html.element(
                "p",
                "Upper and lower case differ. Times as 2026-01-31 or 2026-01-31T12:00:00Z; yes and no as true and false; relations by identifier.",
                "id",
                "v-hint",
                "class",
                "hint");
        html.element("button", "Add filter", "type", "submit").close("form").close("details");
    }

    private void rules() {
        menu("Rules");
        form(Set.of("rules"));
        html.element("label", "Rules of a search, as JSON", "for", "rules");
        html.open("textarea", "id", "rules", "name", "rules", "rows", "8", "cols", "40", "spellcheck", "false");
        html.text(selection.rules()).close("textarea");
        html.element(
                "p",
                "As the API takes them, for example {\"combinator\": \"or\", \"rules\": [{\"property\": \"$team\", \"operator\": \"isEmpty\"}]}.",
                "class",
                "hint");
        html.element("button", "Search by rules", "type", "submit")
                .close("form")
                .close("details");
    }

    private void chooseColumns() {
        menu("Columns");
        form(Set.of("c"));
        html.open("fieldset").element("legend", "Columns to show");
        for (var column : columns) {
            html.open("label", "class", "choice");
            if (shown.contains(column)) {
                html.open("input", "type", "checkbox", "name", "c", "value", column.key(), "checked", "checked");
            } else {
                html.open("input", "type", "checkbox", "name", "c", "value", column.key());
            }
            html.text(" " + column.title());
            if (column.kind() == Kind.RELATION) {
                html.element("span", " relation", "class", "none");
            } else if (!column.computed().isEmpty()) {
                html.element("span", " " + column.computed(), "class", "none");
            }
            html.close("label");
        }
        html.close("fieldset");
        html.element("button", "Show these columns", "type", "submit")
                .close("form")
                .close("details");
    }

    private void save() {
        if (visit.visitor().isEmpty()) {
            return;
        }
        menu("Save as view");
        post(Addresses.views(selection.blueprint()));
        selection.keep(html, Set.of("view", "edited"));
        title("new-view", "", false);
        html.element("button", "Save as view", "type", "submit").close("form").close("details");
    }

    /** Adds the forms that change the view at hand. */
    private void change(Saved saved) {
        if (visit.visitor().isEmpty()) {
            return;
        }
        var here = Addresses.views(selection.blueprint()) + "/" + Addresses.encoded(saved.identifier());
        menu("Change view");
        post(here);
        selection.keep(html, Set.of("view", "edited"));
        title("view-title", saved.title(), saved.shared());
        if (!selection.document().equals(saved.document().path("selection"))) {
            html.open("label", "class", "choice");
            html.open("input", "type", "checkbox", "name", "replace", "value", "1", "checked", "checked");
            html.text(" Save what the table shows now").close("label");
        }
        html.element("button", "Save view", "type", "submit");
        html.element(
                "button",
                "Delete view",
                "type",
                "submit",
                "class",
                "plain danger",
                "formaction",
                here + "/delete",
                "formnovalidate",
                "formnovalidate");
        html.close("form").close("details");
    }

    private void title(String id, String title, boolean shared) {
        html.element("label", "Name", "for", id);
        html.open(
                "input",
                "id",
                id,
                "name",
                "title",
                "type",
                "text",
                "required",
                "required",
                "maxlength",
                "60",
                "value",
                title);
        html.open("label", "class", "choice");
        if (shared) {
            html.open("input", "type", "checkbox", "name", "shared", "value", "1", "checked", "checked");
        } else {
            html.open("input", "type", "checkbox", "name", "shared", "value", "1");
        }
        html.text(" For everybody").close("label");
    }

    /** Adds what narrows the table, each with a link to the table without it. */
    private void chips() {
        if (!selection.narrows() && selection.sort().isEmpty()) {
            return;
        }
        html.open("ul", "class", "chips", "aria-label", "What narrows or sorts this table");
        if (!selection.text().isEmpty()) {
            chip("“" + selection.text() + "”", selection.searched(""));
        }
        for (var filter : selection.filters()) {
            chip(filter.words(column(filter.key())), selection.without(filter));
        }
        if (!selection.rules().isEmpty()) {
            chip("rules", selection.ruled(""));
        }
        if (!selection.sort().isEmpty()) {
            var title = selection.sort().equals("$title")
                    ? "Entity"
                    : column(selection.sort()).map(Column::title).orElse(selection.sort());
            chip("by " + title + (selection.descending() ? ", downwards" : ""), selection.sorted("", false));
        }
        html.close("ul");
    }

    private void chip(String words, Selection without) {
        html.open("li").text(Values.shortened(words, 80) + " ");
        html.element("a", "×", "href", without.address().toString(), "aria-label", "Remove: " + words);
        html.close("li");
    }

    private Optional<Column> column(String key) {
        return columns.stream().filter(column -> column.key().equals(key)).findFirst();
    }

    private void menu(String title) {
        html.open("details", "class", "menu").element("summary", title);
    }

    private void form(Set<String> asked, String... more) {
        var attributes =
                new ArrayList<>(List.of("method", "get", "action", Addresses.blueprint(selection.blueprint())));
        attributes.addAll(List.of(more));
        html.open("form", attributes.toArray(String[]::new));
        selection.keep(html, asked);
    }

    private void post(String address) {
        html.open("form", "method", "post", "action", address);
        visit.visitor().ifPresent(visitor -> html.hidden(Visit.TOKEN, visitor.formToken()));
    }
}
