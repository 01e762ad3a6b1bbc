package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code run}: runs of actions, in the order they were asked for. */
final class RunTable {

    private final Sql sql;

    RunTable(Sql sql) {
        this.sql = sql;
    }

    Optional<ObjectNode> run(String identifier) {
        return sql.first("select doc from run where identifier = ?", row -> Json.object(row.bytes(1)), identifier);
    }

    List<Entry> runs(long before, int limit) {
        return sql.all(
                "select seq, doc from run where seq < ? order by seq desc limit ?",
                row -> new Entry(row.number(1), Json.object(row.bytes(2))),
                before,
                limit);
    }

    List<ObjectNode> external(String identifier) {
        return sql.all(
                "select doc from run where external = ? order by seq desc",
                row -> Json.object(row.bytes(1)),
                identifier);
    }

    List<Entry> pending(long after, int limit) {
        return sql.all(
                "select seq, doc from run where pending = 1 and seq > ? order by seq limit ?",
                row -> new Entry(row.number(1), Json.object(row.bytes(2))),
                after,
                limit);
    }

    void put(String identifier, String action, @Nullable String external, boolean pending, ObjectNode document) {
        sql.run("""
                insert into run (identifier, action, external, pending, doc) values (?, ?, ?, ?, ?)
                on conflict (identifier) do update set external = excluded.external, pending = excluded.pending,
                  doc = excluded.doc""", identifier, action, external, pending ? 1 : 0, Json.bytes(document));
    }
}
