package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Ledger.Origin;
import io.atoll.pipeline.Ledger.Stale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out where stale entities came from: what earlier runs have produced is read once, in the order in which it was written, and looked
 * up among the stale ones.
 *
 * @param database that holds both
 * @param run whose stale entities
 * @param integration whose run
 */
record Origins(Database database, long run, String integration) {

    private static final int SEEN_AT_ONCE = 20_000;
    private static final int STALE_AT_ONCE = 500;

    /** Looks them up and notes them. */
    void find() {
        var any = database.read(session -> session.number(
                "select count(*) from (select 1 as one from stale where run = ? limit 1) as any_stale", run));
        if (any == 0) {
            return;
        }
        var part = 0L;
        while (true) {
            var after = part;
            var next = database.read(session -> session.number(
                    "select min(id) from part where integration = ? and kept = 2 and run <> ? and seen > 0 and id > ?",
                    integration,
                    run,
                    after));
            if (next == 0) {
                return;
            }
            find(next);
            part = next;
        }
    }

    /** Gives the stale entities in the order of their names. */
    void each(Consumer<Stale> consumer) {
        var last = new Ref("", "");
        while (true) {
            var after = last;
            var page = database.read(session -> page(session, after));
            page.forEach(consumer);
            if (page.size() < STALE_AT_ONCE) {
                return;
            }
            last = page.getLast().ref();
        }
    }

    private void find(long part) {
        var span = Span.of(part);
        var origin = database.read(session -> session.first(
                "select kind, name, run from part where id = ?",
                row -> new Origin(row.text(1), row.text(2), row.number(3)),
                part));
        if (origin.isEmpty()) {
            return;
        }
        var after = span.after();
        while (true) {
            var from = after;
            var until = database.read(session -> session.number("""
                    select max(id) from (select id from seen where id > ? and id < ? order by id limit ?) as chunk""", from, span.before(), SEEN_AT_ONCE));
            if (until == 0) {
                return;
            }
            var found = database.read(
                    session -> session.all("""
                    select distinct s.blueprint, s.identifier from seen s cross join stale t
                    where s.id > ? and s.id <= ? and t.run = ? and t.blueprint = s.blueprint
                      and t.identifier = s.identifier""", row -> new Ref(row.text(1), row.text(2)), from, until, run));
            if (!found.isEmpty()) {
                note(found, origin.get());
            }
            after = until;
        }
    }

    private void note(List<Ref> found, Origin origin) {
        database.write(session -> {
            session.batch(
                    """
                    insert into origin (run, blueprint, identifier, kind, name, seen) values (?, ?, ?, ?, ?, ?)
                    on conflict (run, blueprint, identifier, kind, name) do update set seen = excluded.seen""",
                    () -> found.stream()
                            .map(ref -> new Object[] {
                                run, ref.blueprint(), ref.identifier(), origin.kind(), origin.partition(), origin.run()
                            })
                            .iterator());
            return found.size();
        });
    }

    private List<Stale> page(Session session, Ref after) {
        var stale = session.all(
                """
                select t.blueprint, t.identifier,
                  case when exists (select 1 from touched x where x.integration = ? and x.blueprint = t.blueprint
                    and x.identifier = t.identifier and x.run >= ?) then 1 else 0 end
                from stale t where t.run = ? and (t.blueprint, t.identifier) > (?, ?)
                order by t.blueprint, t.identifier limit ?""",
                row -> Map.entry(new Ref(row.text(1), row.text(2)), row.flag(3)),
                integration,
                run,
                run,
                after.blueprint(),
                after.identifier(),
                STALE_AT_ONCE);
        if (stale.isEmpty()) {
            return List.of();
        }
        var origins = origins(session, after, stale.getLast().getKey());
        var page = new ArrayList<Stale>();
        for (var each : stale) {
            page.add(new Stale(each.getKey(), origins.getOrDefault(each.getKey(), Set.of()), each.getValue()));
        }
        return page;
    }

    private Map<Ref, Set<Origin>> origins(Session session, Ref after, Ref last) {
        var origins = new HashMap<Ref, Set<Origin>>();
        session.all(
                """
                select blueprint, identifier, kind, name, seen from origin
                where run = ? and (blueprint, identifier) > (?, ?) and (blueprint, identifier) <= (?, ?)""",
                row -> origins.computeIfAbsent(new Ref(row.text(1), row.text(2)), ref -> new HashSet<>())
                        .add(new Origin(row.text(3), row.text(4), row.number(5))),
                run,
                after.blueprint(),
                after.identifier(),
                last.blueprint(),
                last.identifier());
        return origins;
    }
}
