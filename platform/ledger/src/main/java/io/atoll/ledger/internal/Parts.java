package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the resources of a run, with what was read in them.
 *
 * @param database that holds them
 * @param run whose they are
 * @param integration whose run
 * @param lastFailure the number of the last failure of the run
 */
record Parts(Database database, long run, String integration, AtomicLong lastFailure) {

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
                        values (?, ?, ?, ?, ?, 0, null, 0, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (run, label, name) where rewound = 0 do update set
                          resume_at = excluded.resume_at, pages = part.pages + excluded.pages, seen = part.seen + excluded.seen,
                          fetched = part.fetched + excluded.fetched, created = part.created + excluded.created,
                          updated = part.updated + excluded.updated, unchanged = part.unchanged + excluded.unchanged,
                          filtered = part.filtered + excluded.filtered, failed = part.failed + excluded.failed
                        returning id, seen""",
                        row -> new Grown(row.number(1), row.number(2)),
                        run,
                        integration,
                        place.label(),
                        kind,
                        place.partition(),
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
        var span = Span.of(part.id());
        var row = part.seen() - seen;
        var entities = new ArrayList<@Nullable Object[]>();
        var failed = new ArrayList<@Nullable Object[]>();
        for (var numbered : read) {
            for (var produced : numbered.page().produced()) {
                entities.add(new @Nullable Object[] {
                    span.key(++row), produced.ref().blueprint(), produced.ref().identifier(), produced.content()
                });
            }
            var failure = numbered.failuresBefore();
            for (var each : numbered.page().failed()) {
                failed.add(Failures.row(Span.of(run).key(++failure), part.id(), each));
            }
        }
        session.batch("insert into seen (id, blueprint, identifier, content) values (?, ?, ?, ?)", entities);
        Failures.add(session, failed);
    }

    /** Where the entities of this run stand. */
    List<Span> spans() {
        var parts = database.read(session -> session.all(
                "select id from part where run = ? and rewound = 0 and seen > 0 order by id",
                row -> row.number(1),
                run));
        var spans = new ArrayList<Span>();
        for (var i = 0; i < parts.size(); i++) {
            var first = parts.get(i);
            while (i + 1 < parts.size() && parts.get(i + 1) == parts.get(i) + 1) {
                i++;
            }
            spans.add(Span.of(first, parts.get(i)));
        }
        return spans;
    }

    /** A partition of a resource. */
    private record Place(String label, String partition) {}

    /** A page, and the number of the last failure before it. */
    private record Numbered(Page page, long failuresBefore) {}

    /** A part, and how many entities it has. */
    private record Grown(long id, long seen) {}
}
