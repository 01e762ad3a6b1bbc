package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list as a table, which grows part by part. */
final class Sheet implements ListText {

    private final List<String> headings;
    private final Function<JsonNode, Stream<List<Object>>> rows;
    private final String empty;
    private @Nullable Table table;

    /**
     * An empty table.
     *
     * @param rows the cells of each row that an item makes
     */
    Sheet(List<String> headings, Function<JsonNode, Stream<List<Object>>> rows, String empty) {
        this.headings = headings;
        this.rows = rows;
        this.empty = empty;
    }

    /** A table with a row for each item, and a column for each of some of its members. */
    static Sheet of(List<String> members, String empty) {
        return new Sheet(
                members.stream().map(Thing::heading).toList(),
                item -> Stream.of(members.stream()
                        .map(member -> Thing.cell(item.path(member)))
                        .toList()),
                empty);
    }

    /** The names of the components of a record. */
    static List<String> members(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    @Override
    public String part(List<JsonNode> items, OptionalInt width) {
        Table part = table == null ? new Table(headings.toArray(String[]::new)) : table.continued();
        items.forEach(item -> rows.apply(item).forEach(cells -> part.row(cells.toArray())));
        table = part;
        return part.text(width);
    }

    @Override
    public String empty() {
        return empty;
    }
}
