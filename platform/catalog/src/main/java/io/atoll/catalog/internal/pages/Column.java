package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Relation;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A column that the table of a blueprint can have.
 *
 * @param key what searches call it
 * @param title what people call it
 * @param kind where its values come from
 * @param definition its definition, with {@code type} and {@code format} where they are known
 */
record Column(String key, String title, Kind kind, JsonNode definition) {

    private static final int FIRST = 6;
    private static final int FIRST_RELATIONS = 2;
    private static final Set<String> LONG = Set.of("markdown", "yaml", "proto", "html");

    /** Where values come from. */
    enum Kind {
        /** Every entity has it. */
        META,
        /** It is stored. */
        PROPERTY,
        /** It leads to other entities. */
        RELATION,
        /** It is copied from a related entity. */
        MIRROR,
        /** It is computed from the entity. */
        CALCULATION,
        /** It is computed from related entities. */
        AGGREGATION
    }

    /** All columns of a blueprint; a mirror is defined as what it mirrors. */
    static List<Column> of(Blueprint blueprint, View view) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("$identifier", "Identifier", Kind.META, typed("string", "")));
        add(columns, blueprint.properties(), Kind.PROPERTY);
        blueprint
                .mirrors()
                .forEach((key, path) -> columns.add(new Column(
                        key,
                        title(key, blueprint.document().path("mirrorProperties").path(key)),
                        Kind.MIRROR,
                        mirrored(blueprint, path, view))));
        add(columns, Json.object(blueprint.document(), "calculationProperties"), Kind.CALCULATION);
        Json.object(blueprint.document(), "aggregationProperties")
                .properties()
                .forEach(entry -> columns.add(new Column(
                        entry.getKey(),
                        title(entry.getKey(), entry.getValue()),
                        Kind.AGGREGATION,
                        typed("number", ""))));
        for (var relation : blueprint.relations().values()) {
            columns.add(relation(blueprint, relation));
        }
        columns.add(new Column("$team", "Team", Kind.META, typed("array", "team")));
        columns.add(new Column("$createdAt", "Created", Kind.META, typed("string", "date-time")));
        columns.add(new Column("$updatedAt", "Updated", Kind.META, typed("string", "date-time")));
        columns.add(new Column("$datasource", "Data source", Kind.META, typed("string", "")));
        return columns;
    }

    /** Those that are shown while nobody has chosen. */
    static Set<String> initial(List<Column> columns) {
        var keys = new TreeSet<String>();
        first(columns, FIRST_RELATIONS, column -> column.kind() == Kind.RELATION, keys);
        first(
                columns,
                FIRST - keys.size(),
                column -> column.kind() != Kind.META && column.kind() != Kind.RELATION && column.isShort(),
                keys);
        keys.add("$updatedAt");
        return keys;
    }

    private static void first(List<Column> columns, int most, Predicate<Column> kind, Set<String> keys) {
        columns.stream().filter(kind).limit(most).forEach(column -> keys.add(column.key()));
    }

    /** A property of an entity as it is defined: its own, or one that is computed; none of the meta-properties. */
    static Map<String, Column> properties(List<Column> columns) {
        return columns.stream()
                .filter(column -> column.kind() != Kind.META && column.kind() != Kind.RELATION)
                .collect(Collectors.toMap(Column::key, column -> column));
    }

    /** Whether entities can be put in its order: what is computed is not, except for what is only copied. */
    boolean sortable() {
        return switch (kind) {
            case META, PROPERTY, MIRROR -> !type().equals("object");
            case RELATION, CALCULATION, AGGREGATION -> false;
        };
    }

    boolean isTime() {
        return format().equals("date-time") || format().equals("timer");
    }

    String type() {
        return definition.path("type").asText();
    }

    String format() {
        return definition.path("format").asText();
    }

    /** What a computed column is called; empty for one that is stored. */
    String computed() {
        return switch (kind) {
            case META, PROPERTY, RELATION -> "";
            case MIRROR -> "mirror";
            case CALCULATION -> "calculation";
            case AGGREGATION -> "aggregation";
        };
    }

    private boolean isShort() {
        return !type().equals("object") && !LONG.contains(format());
    }

    private static void add(List<Column> columns, JsonNode definitions, Kind kind) {
        definitions
                .properties()
                .forEach(entry -> columns.add(
                        new Column(entry.getKey(), title(entry.getKey(), entry.getValue()), kind, entry.getValue())));
    }

    private static Column relation(Blueprint blueprint, Relation relation) {
        var definition = blueprint.document().path("relations").path(relation.key());
        return new Column(relation.key(), title(relation.key(), definition), Kind.RELATION, typed("string", ""));
    }

    private static JsonNode mirrored(Blueprint start, String path, View view) {
        var hops = path.split("\\.");
        var blueprint = start;
        for (var i = 0; i < hops.length - 1; i++) {
            var relation = blueprint.relations().get(hops[i]);
            var target =
                    relation == null ? null : view.blueprint(relation.target()).orElse(null);
            if (target == null) {
                return MissingNode.getInstance();
            }
            blueprint = target;
        }
        var last = hops[hops.length - 1];
        return last.endsWith("At") && last.startsWith("$")
                ? typed("string", "date-time")
                : blueprint.properties().path(last);
    }

    static String title(String key, JsonNode definition) {
        var title = Json.text(definition, "title");
        return title == null || title.isBlank() ? key : title;
    }

    private static JsonNode typed(String type, String format) {
        var definition = Json.object().put("type", type);
        return format.isEmpty() ? definition : definition.put("format", format);
    }
}
