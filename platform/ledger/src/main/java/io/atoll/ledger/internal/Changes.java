package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Scan;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Failed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a run.
 *
 * @param database that holds them
 * @param run whose they are
 */
record Changes(Database database, long run) {

    private static final int AT_ONCE = 50;
    private static final String FIELDS =
            "select id, action, blueprint, identifier, label, entity, differences, state, reason from change"
                    + " where id > ? and id < ?";

    /** A change as it is written; its mark is equal for changes that differ in their outcome only. */
    static @Nullable Object[] row(long key, long run, Change change) {
        var entity = change.entity();
        var identifier = Json.text(change.identifier());
        var document = entity == null ? null : Json.text(entity);
        return new @Nullable Object[] {
            key,
            run,
            mark(
                    change.action().name(),
                    change.blueprint(),
                    identifier,
                    change.label(),
                    document == null ? "" : document),
            change.action().name(),
            change.blueprint(),
            identifier,
            change.label(),
            document,
            Json.differences(change.differences()),
            change.state().name(),
            change.reason()
        };
    }

    static void add(Session session, List<@Nullable Object[]> rows) {
        session.batch("""
                insert into change (id, run, mark, action, blueprint, identifier, label, entity, differences, state, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (run, mark) do update set state = excluded.state, reason = excluded.reason""", rows);
    }

    /** Gives all. */
    void each(Consumer<Change> consumer) {
        scan("").each(Span.of(run), Changes::change, consumer);
    }

    /** Gives those of one state. */
    void each(State state, Consumer<Change> consumer) {
        scan(" and state = '" + state + "'").each(Span.of(run), Changes::change, consumer);
    }

    /** Gives the entities that the catalog refused to take. */
    void refused(Consumer<Failed> consumer) {
        each(State.REFUSED, change -> {
            var entity = change.entity();
            if (entity != null) {
                consumer.accept(new Failed(change.label(), "", Failures.REFUSED, entity, change.reason()));
            }
        });
    }

    /** What became of the entities that a run was to write, by the resource that made them. */
    static Map<String, Counts> written(Session session, long run) {
        var counts = new HashMap<String, Counts>();
        session.all("""
                select label,
                  sum(case when state = 'DONE' and action = 'CREATE' then 1 else 0 end),
                  sum(case when state = 'DONE' and action <> 'CREATE' then 1 else 0 end),
                  sum(case when state = 'REFUSED' then 1 else 0 end)
                from change where run = ? and state in ('DONE', 'REFUSED') and action <> 'DELETE' group by label""", row -> counts.put(row.text(1), counts(row.number(2), row.number(3), row.number(4))), run);
        return counts;
    }

    private static Counts counts(long created, long updated, long refused) {
        return new Counts(created + updated + refused, created, updated, 0, 0, refused);
    }

    private Scan scan(String condition) {
        return new Scan(database, FIELDS + condition + " order by id limit ?", AT_ONCE);
    }

    private static Change change(Row row) {
        var entity = row.optional(6);
        return new Change(
                Action.valueOf(row.text(2)),
                row.text(3),
                Json.value(row.text(4)),
                row.text(5),
                entity == null ? null : Json.value(entity),
                Json.differences(row.text(7)),
                State.valueOf(row.text(8)),
                row.text(9));
    }

    private static byte[] mark(String... fields) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : fields) {
                digest.update(field.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return Arrays.copyOf(digest.digest(), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
