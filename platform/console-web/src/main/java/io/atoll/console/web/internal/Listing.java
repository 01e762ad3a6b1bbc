package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Field;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One part of a list of any length: what to choose from it, a table, and the way to its other parts.
 *
 * @param desk where the page asks; its address says which part is wanted
 * @param name of the operation that lists
 * @param fixed fields that the visitor does not choose, with their texts
 * @param usual texts of fields where the visitor has chosen none
 */
record Listing(Desk desk, String name, Map<String, String> fixed, Map<String, String> usual) {

    private static final Set<String> PAGING = Set.of("limit", "cursor");
    private static final String CURSOR = "cursor";

    /** A list without fixed fields. */
    Listing(Desk desk, String name) {
        this(desk, name, Map.of(), Map.of());
    }

    /** What the list is shown as. */
    @FunctionalInterface
    interface Rows {

        /** All items of the part. */
        Html of(List<JsonNode> items) throws Refused, InterruptedException;
    }

    /** One item of a table. */
    @FunctionalInterface
    interface Row {

        /** One cell for each heading. */
        Html[] of(JsonNode item);
    }

    /** The list as a table. */
    Html table(Table table, Row row) throws Refused, InterruptedException {
        return show(items -> {
            items.forEach(item -> table.row(row.of(item)));
            return table.bare();
        });
    }

    /** The list as the page shows it. */
    Html show(Rows rows) throws Refused, InterruptedException {
        Map<String, String> chosen = chosen();
        Map<String, String> input = new LinkedHashMap<>(chosen);
        input.putAll(fixed);
        desk.query().text(CURSOR).ifPresent(cursor -> input.put(CURSOR, cursor));
        try {
            JsonNode part = desk.ask(name, input).body();
            return join(
                    filters(chosen, Optional.empty()),
                    rows.of(part.path("items").valueStream().toList()),
                    turning(chosen, part.path("next").asText("")));
        } catch (Refused refused) {
            if (refused.field().filter(chosen::containsKey).isPresent()) {
                return filters(chosen, Optional.of(refused));
            }
            throw refused;
        }
    }

    private Map<String, String> chosen() throws Refused {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Field field : fields()) {
            desk.query()
                    .text(field.name())
                    .or(() -> Optional.ofNullable(usual.get(field.name())))
                    .ifPresent(text -> chosen.put(field.name(), text));
        }
        return chosen;
    }

    private List<Field> fields() throws Refused {
        return desk.operation(name).fields().stream()
                .filter(field -> !PAGING.contains(field.name()) && !fixed.containsKey(field.name()))
                .toList();
    }

    private Html filters(Map<String, String> chosen, Optional<Refused> refused) throws Refused {
        List<Html> controls = new ArrayList<>();
        for (Field field : fields()) {
            Optional<String> fault = refused.filter(
                            each -> each.field().filter(field.name()::equals).isPresent())
                    .map(Refused::getMessage);
            controls.add(
                    new Control(field, "filter-" + field.name(), chosen.getOrDefault(field.name(), ""), fault).html());
        }
        return controls.isEmpty()
                ? Html.NOTHING
                : element(
                        "form",
                        attribute("class", "filters"),
                        attribute("role", "search"),
                        attribute("aria-label", "What to show"),
                        attribute("action", desk.place().root() + desk.path()),
                        join(controls),
                        element("button", attribute("class", "plain"), text("Show")));
    }

    private Html turning(Map<String, String> chosen, String next) {
        boolean later = desk.query().text(CURSOR).isPresent();
        if (!later && next.isEmpty()) {
            return Html.NOTHING;
        }
        Map<String, String> following = new LinkedHashMap<>(chosen);
        following.put(CURSOR, next);
        return element(
                "nav",
                attribute("class", "turning"),
                attribute("aria-label", "Parts of the list"),
                later ? desk.place().link(Place.path(desk.path(), chosen), "First part") : Html.NOTHING,
                next.isEmpty()
                        ? text("This is the last part.")
                        : desk.place().link(Place.path(desk.path(), following), "Next part"));
    }
}
