package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Scan;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.model.Entity;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.Ledger.Refused;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The failures of a run. Those of parts that were read again are left out.
 *
 * @param database that holds them
 * @param span of their keys
 */
record Failures(Database database, Span span) {

    /** Characters of a raw item that are kept. */
    private static final int ITEM_LENGTH = 256 * 1024;

    /** Characters of a refused entity that are kept: no catalog takes larger ones. */
    private static final int ENTITY_LENGTH = 1024 * 1024;

    /** The stage in which the catalog refuses entities. */
    static final String REFUSED = "apply";

    private static final int AT_ONCE = 20;

    /** A failure as it is written. */
    static @Nullable Object[] row(long key, long part, Failed failed) {
        var item = Json.bounded(failed.item(), failed.stage().equals(REFUSED) ? ENTITY_LENGTH : ITEM_LENGTH);
        return new @Nullable Object[] {key, part, failed.stage(), item.text(), item.whole() ? 1 : 0, failed.reason()};
    }

    static void add(Session session, List<@Nullable Object[]> rows) {
        session.batch("insert into failure (id, part, stage, item, whole, reason) values (?, ?, ?, ?, ?, ?)", rows);
    }

    /** Gives all. */
    void each(Consumer<Failed> consumer) {
        new Scan(database, """
                select f.id, p.label, p.name, f.stage, f.item, f.reason from failure f join part p on p.id = f.part
                where f.id > ? and f.id < ? and p.rewound = 0 order by f.id limit ?""", AT_ONCE).each(span, Failures::failed, consumer);
    }

    /** Gives the refused entities that are whole. */
    void refused(Consumer<Refused> consumer) {
        new Scan(database, """
                select f.id, p.label, f.item, f.reason from failure f join part p on p.id = f.part
                where f.id > ? and f.id < ? and p.rewound = 0 and f.stage = 'apply' and f.whole = 1
                order by f.id limit ?""", AT_ONCE).each(span, this::refused, consumer);
    }

    /** Forgets failures that were none in the end: their entities count as updated. */
    void retried(Session session, Collection<Long> numbers) {
        for (var number : numbers) {
            var key = span.key(number);
            var part = session.number("select part from failure where id = ?", key);
            if (session.run("delete from failure where id = ?", key) > 0) {
                session.run("update part set failed = failed - 1, updated = updated + 1 where id = ?", part);
            }
        }
    }

    private static Failed failed(Row row) {
        return new Failed(row.text(2), row.text(3), row.text(4), Json.value(row.text(5)), row.text(6));
    }

    private Refused refused(Row row) {
        return new Refused(span.row(row.number(1)), row.text(2), Entity.of(Json.value(row.text(3))), row.text(4));
    }
}
