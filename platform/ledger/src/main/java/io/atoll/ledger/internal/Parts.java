package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.Ledger.Produced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the resources of a run, with what was read in them.
 *
 * @param database that holds them
 * @param run whose they are
 * @param integration whose run
 * @param fresh whether what is read is as it is now: only that tells where entities come from and which partitions are there
 * @param lastFailure the number of the last failure of the run
 */
record Parts(Database database, long run, String integration, boolean fresh, AtomicLong lastFailure) {

    /**
     * Adds pages. Their failures are numbered in their order.
     *
     * @param kinds the kind of each resource
     */
    void add(Session session, List<Page> pages, Map<String, String> kinds) {
        var places = new LinkedHashMap<Place, List<Numbered>>();
        for (var page : pages) {
            var failuresBefore = lastFailure.getAndAdd(page.failed().size());
            places.computeIfAbsent(new Place(page.label(), page.partition()), place -> new ArrayList<>())
                    .add(new Numbered(page, failuresBefore));
        }
        places.forEach((place, read) -> add(session, place, kinds.getOrDefault(place.label(), ""), read));
    }

    private void add(Session session, Place place, String kind, List<Numbered> read) {
        var counts = Counts.NONE;
        var seen = 0L;
        for (var each : read) {
            var page = each.page();
            counts = counts.plus(page.counts());
            seen += page.produced().size();
        }
        var part = session.first(
                        """
                        insert into part (run, integration, label, kind, name, ended, gap, rewound, kept, resume_at, pages, seen,
                          fetched, created, updated, unchanged, filtered, failed)
                        values (?, ?, ?, ?, ?, 0, null, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (run, label, name) where rewound = 0 do update set
                          resume_at = excluded.resume_at, pages = part.pages + excluded.pages, seen = part.seen + excluded.seen,
                          fetched = part.fetched + excluded.fetched, created = part.created + excluded.created,
                          updated = part.updated + excluded.updated, unchanged = part.unchanged + excluded.unchanged,
                          filtered = part.filtered + excluded.filtered, failed = part.failed + excluded.failed
                        returning id, seen, pages""",
                        row -> new Grown(row.number(1), row.number(2), row.number(3)),
                        run,
                        integration,
                        place.label(),
                        kind,
                        place.partition(),
                        kept(),
                        read.getLast().page().resumeAt(),
                        read.size(),
                        seen,
                        counts.fetched(),
                        counts.created(),
                        counts.updated(),
                        counts.unchanged(),
                        counts.filtered(),
                        counts.failed())
                .orElseThrow();
        if (part.pages() == read.size()) {
            there(session, kind, place.partition());
        }
        var span = Span.of(part.id());
        var row = part.seen() - seen;
        var entities = new ArrayList<@Nullable Object[]>();
        var failed = new ArrayList<@Nullable Object[]>();
        for (var numbered : read) {
            for (var produced : fresh ? numbered.page().produced() : List.<Produced>of()) {
                entities.add(new @Nullable Object[] {
                    span.key(++row),
                    produced.ref().blueprint(),
                    produced.ref().identifier(),
                    produced.content(),
                    produced.conflicts().isEmpty() ? null : Json.texts(produced.conflicts())
                });
            }
            var failure = numbered.failuresBefore();
            for (var each : numbered.page().failed()) {
                failed.add(Failures.row(Span.of(run).key(++failure), part.id(), each));
            }
        }
        session.batch(
                "insert into seen (id, blueprint, identifier, content, conflicts) values (?, ?, ?, ?, ?)", entities);
        Failures.add(session, failed);
    }

    /** Where the entities of this run stand. */
    List<Stretch> stretches() {
        var parts = database.read(session -> session.all(
                "select id, label from part where run = ? and rewound = 0 and seen > 0 order by id",
                row -> Map.entry(row.number(1), row.text(2)),
                run));
        var stretches = new ArrayList<Stretch>();
        for (var i = 0; i < parts.size(); i++) {
            var first = parts.get(i);
            while (i + 1 < parts.size()
                    && parts.get(i + 1).getKey() == parts.get(i).getKey() + 1
                    && parts.get(i + 1).getValue().equals(first.getValue())) {
                i++;
            }
            stretches.add(new Stretch(
                    first.getValue(), Span.of(first.getKey(), parts.get(i).getKey())));
        }
        return stretches;
    }

    /**
     * Notes that a partition was read to its end, or why it was not.
     *
     * @param kind of the resource
     */
    void end(Session session, String label, String kind, String partition, @Nullable String gap) {
        session.run("""
                insert into part (run, integration, label, kind, name, ended, gap, rewound, kept, pages, seen, fetched,
                  created, updated, unchanged, filtered, failed)
                values (?, ?, ?, ?, ?, 1, ?, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0)
                on conflict (run, label, name) where rewound = 0
                do update set ended = 1, gap = excluded.gap""", run, integration, label, kind, partition, gap, kept());
        there(session, kind, partition);
        if (partition.isEmpty() && gap == null && fresh) {
            forgetAbsent(session, kind);
        }
    }

    private int kept() {
        return fresh ? 2 : 0;
    }

    private void there(Session session, String kind, String partition) {
        if (!partition.isEmpty() && fresh) {
            session.run(
                    "insert into present (integration, kind, name, since) values (?, ?, ?, ?) on conflict do nothing",
                    integration,
                    kind,
                    partition,
                    run);
        }
    }

    /**
     * Once every resource of a kind has named all of its partitions, the others are not there any more. An incremental run may name those
     * alone in which something has changed.
     */
    private void forgetAbsent(Session session, String kind) {
        session.run("""
                delete from present where integration = ? and kind = ?
                  and not exists (select 1 from run i where i.id = ? and i.mode = 'INCREMENTAL')
                  and not exists (
                    select 1 from resource r where r.run = ? and r.kind = present.kind and not exists (
                      select 1 from part p where p.run = r.run and p.label = r.label and p.name = '' and p.rewound = 0
                        and p.ended = 1 and p.gap is null))
                  and not exists (
                    select 1 from part n where n.run = ? and n.kind = present.kind and n.name = present.name
                      and n.rewound = 0)""", integration, kind, run, run, run);
    }

    /** Since which run a partition has been there, without a break. */
    OptionalLong since(String kind, String partition) {
        return database.read(session -> session.first(
                        "select since from present where integration = ? and kind = ? and name = ?",
                        row -> OptionalLong.of(row.number(1)),
                        integration,
                        kind,
                        partition))
                .orElse(OptionalLong.empty());
    }

    /**
     * Where entities of one resource stand.
     *
     * @param label the resource
     * @param span their place
     */
    record Stretch(String label, Span span) {}

    /** A partition of a resource. */
    private record Place(String label, String partition) {}

    /** A page, and the number of the last failure before it. */
    private record Numbered(Page page, long failuresBefore) {}

    /** A part, and how many entities and pages it has. */
    private record Grown(long id, long seen, long pages) {}
}
