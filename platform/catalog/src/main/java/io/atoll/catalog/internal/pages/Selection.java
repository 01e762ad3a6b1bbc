package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What a person wants to see of a table: all that its address says, but for the page.
 *
 * @param blueprint the blueprint of the table
 * @param text what to search for in identifiers, titles and texts; may be empty
 * @param filters conditions on columns
 * @param rules a group of rules of the search grammar, as JSON; may be empty
 * @param columns the keys of the columns to show; the initial ones if empty
 * @param sort the key of the column to sort by; by identifier if empty
 * @param descending whether to sort downwards
 * @param view the saved view that this began with; may be empty
 */
record Selection(
        String blueprint,
        String text,
        List<Filter> filters,
        String rules,
        Set<String> columns,
        String sort,
        boolean descending,
        String view) {

    private static final String DOWN = "down";

    Selection {
        filters = List.copyOf(filters);
        columns = new TreeSet<>(columns);
    }

    /** Whether a request says what to see by itself, and not only by the name of a saved view. */
    static boolean isSaidBy(Visit visit) {
        return visit.parameter("view").isEmpty() || !visit.parameter("edited").isEmpty();
    }

    /** What a request says. */
    static Selection of(Visit visit) {
        return of(visit.path("blueprint"), visit::parameters);
    }

    /** What a saved view says. */
    static Selection of(String blueprint, ObjectNode saved) {
        var said = Json.object(saved, "selection");
        return of(
                blueprint,
                name -> name.equals("view") ? List.of(saved.path("identifier").asText()) : Json.texts(said.get(name)));
    }

    private static Selection of(String blueprint, Function<String, List<String>> said) {
        var keys = said.apply("p");
        var operators = said.apply("o");
        var values = said.apply("v");
        var filters = new ArrayList<Filter>();
        for (var i = 0; i < keys.size(); i++) {
            if (!keys.get(i).isEmpty() && i < operators.size() && i < values.size()) {
                filters.add(
                        new Filter(keys.get(i), operators.get(i), values.get(i).strip()));
            }
        }
        return new Selection(
                blueprint,
                first(said.apply("q")),
                filters,
                first(said.apply("rules")),
                new TreeSet<>(said.apply("c")),
                first(said.apply("sort")),
                first(said.apply("order")).equals(DOWN),
                first(said.apply("view")));
    }

    /** What is saved of it. */
    ObjectNode document() {
        var document = Json.object();
        said((name, value) -> {
            if (!name.equals("view") && !name.equals("edited")) {
                document.withArray("/" + name).add(value);
            }
        });
        return document;
    }

    /** The address of the first page. */
    Address address() {
        var parts = new ArrayList<String>();
        said((name, value) -> parts.add(name + "=" + Addresses.encoded(value)));
        var here = Addresses.blueprint(blueprint);
        return new Address(parts.isEmpty() ? here : here + "?" + String.join("&", parts));
    }

    /** Adds the fields of a form that keep all of this, but for what the form itself asks. */
    void keep(Html html, Set<String> asked) {
        said((name, value) -> {
            if (!asked.contains(name)) {
                html.hidden(name, value);
            }
        });
    }

    Selection without(Filter filter) {
        return filtered(filters.stream().filter(each -> !each.equals(filter)).toList());
    }

    Selection filtered(List<Filter> others) {
        return new Selection(blueprint, text, others, rules, columns, sort, descending, view);
    }

    Selection searched(String other) {
        return new Selection(blueprint, other, filters, rules, columns, sort, descending, view);
    }

    Selection ruled(String other) {
        return new Selection(blueprint, text, filters, other, columns, sort, descending, view);
    }

    Selection sorted(String by, boolean down) {
        return new Selection(blueprint, text, filters, rules, columns, by, down, view);
    }

    /** Whether it leaves any entity out. */
    boolean narrows() {
        return !text.isEmpty() || !filters.isEmpty() || !rules.isEmpty();
    }

    private void said(BiConsumer<String, String> parameter) {
        if (!view.isEmpty()) {
            parameter.accept("view", view);
            parameter.accept("edited", "1");
        }
        if (!text.isEmpty()) {
            parameter.accept("q", text);
        }
        for (var filter : filters) {
            parameter.accept("p", filter.key());
            parameter.accept("o", filter.operator());
            parameter.accept("v", filter.value());
        }
        if (!rules.isEmpty()) {
            parameter.accept("rules", rules);
        }
        columns.forEach(column -> parameter.accept("c", column));
        if (!sort.isEmpty()) {
            parameter.accept("sort", sort);
        }
        if (descending) {
            parameter.accept("order", DOWN);
        }
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0).strip();
    }
}
