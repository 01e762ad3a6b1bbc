package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import java.util.List;

/** The table {@code entry}: logs, each a sequence of lines of one kind about one subject. */
final class EntryTable {

    private final Sql sql;

    EntryTable(Sql sql) {
        this.sql = sql;
    }

    /** Lines before a number, the newest first. */
    List<Entry> before(String kind, String subject, long seq, int limit) {
        return read("and seq < ? order by seq desc limit ?", kind, subject, seq, limit);
    }

    /** Lines after a number, the oldest first. */
    List<Entry> after(String kind, String subject, long seq, int limit) {
        return read("and seq > ? order by seq limit ?", kind, subject, seq, limit);
    }

    void add(String kind, String subject, ObjectNode document) {
        sql.run("insert into entry (kind, subject, doc) values (?, ?, ?)", kind, subject, Json.bytes(document));
    }

    /** Forgets the oldest lines, so that at most so many stay. */
    void trim(String kind, String subject, int most) {
        sql.run("""
                delete from entry where kind = ? and subject = ? and seq <= (
                  select seq from entry where kind = ? and subject = ? order by seq desc limit 1 offset ?)""", kind, subject, kind, subject, most);
    }

    private List<Entry> read(String rest, String kind, String subject, long seq, int limit) {
        return sql.all(
                "select seq, doc from entry where kind = ? and subject = ? " + rest,
                row -> new Entry(row.number(1), Json.object(row.bytes(2))),
                kind,
                subject,
                seq,
                limit);
    }
}
