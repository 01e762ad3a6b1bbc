package io.atoll.ledger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Scan;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.ledger.internal.sql.Work;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.End;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.Ledger.Part;
import io.atoll.pipeline.Ledger.Produced;
import io.atoll.pipeline.Ledger.Progress;
import io.atoll.pipeline.Ledger.Refused;
import io.atoll.pipeline.Ledger.Stale;
import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.Mode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The journal of one run, in SQL. Each note is a transaction that holds the lease. */
final class SqlJournal implements Journal {

    private static final int PRODUCED_AT_ONCE = 10_000;

    private final Database database;
    private final Opening opening;
    private final long run;
    private final boolean resumed;
    private final Lease lease;
    private final Ending ending;
    private final Map<String, String> kinds;
    private final Failures failures;
    private final Changes changes;
    private final Origins origins;
    private final Parts parts;
    private final AtomicLong lastChange;

    /** Two calls that write to the same parts in other orders would wait for each other in the database. */
    private final ReentrantLock writingPages = new ReentrantLock(true);

    private volatile boolean ended;

    /**
     * The journal of a run whose lease was taken.
     *
     * @param run the number of the run
     * @param ending what is done at its end
     */
    SqlJournal(Database database, Opening opening, long run, boolean resumed, Lease lease, Ending ending) {
        this.database = database;
        this.opening = opening;
        this.run = run;
        this.resumed = resumed;
        this.lease = lease;
        this.ending = ending;
        this.kinds = opening.resources().stream().collect(Collectors.toMap(Part::label, Part::kind));
        this.failures = new Failures(database, Span.of(run));
        this.changes = new Changes(database, run);
        this.origins = new Origins(database, run, opening.integration().toString());
        this.parts = new Parts(
                database, run, opening.integration().toString(), opening.mode() != Mode.EFFECT, last("failure"));
        this.lastChange = last("change");
    }

    @Override
    public Opening opening() {
        return opening;
    }

    @Override
    public long epoch() {
        return lease.epoch();
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Duration ensureHeld() throws Fenced {
        return lease.ensureHeld();
    }

    @Override
    public void listed(long held, String digest) throws Fenced {
        write(session -> session.run("update run set held = ?, digest = ? where id = ?", held, digest, run));
    }

    @Override
    public Progress progress(String label) throws Fenced {
        lease.ensureHeld();
        kind(label);
        return database.read(session -> new Progress(
                session.number("select count(*) from resource where run = ? and label = ? and gaps = '[]'", run, label)
                        > 0,
                session.first("""
                                select sum(fetched), sum(created), sum(updated), sum(unchanged), sum(filtered), sum(failed)
                                from part where run = ? and label = ? and rewound = 0""", row -> counts(row, 1), run, label).orElse(Counts.NONE)));
    }

    @Override
    public boolean partitionComplete(String label, String partition) throws Fenced {
        lease.ensureHeld();
        return database.read(session -> session.number("""
                        select count(*) from part
                        where run = ? and label = ? and name = ? and rewound = 0 and ended = 1 and gap is null""", run, label, partition)) > 0;
    }

    @Override
    public Optional<String> resumeAt(String label, String partition) throws Fenced {
        lease.ensureHeld();
        return database.read(session -> session.first(
                "select resume_at from part where run = ? and label = ? and name = ? and rewound = 0"
                        + " and resume_at is not null",
                row -> row.text(1),
                run,
                label,
                partition));
    }

    @Override
    public void rewind(String label) throws Fenced {
        kind(label);
        write(session -> {
            session.run("""
                    update part set rewound = 1, kept = 1
                    where run = ? and label = ? and rewound = 0 and resume_at is null
                      and (name = '' or ended = 0 or gap is not null)""", run, label);
            session.run("""
                    update part set ended = 0, gap = null
                    where run = ? and label = ? and rewound = 0 and gap is not null""", run, label);
            return session.run("update resource set gaps = null where run = ? and label = ?", run, label);
        });
    }

    @Override
    public void pages(List<Page> pages) throws Fenced {
        pages.forEach(page -> kind(page.label()));
        writingPages.lock();
        try {
            write(session -> {
                parts.add(session, pages, kinds);
                return pages.size();
            });
        } finally {
            writingPages.unlock();
        }
    }

    @Override
    public void partition(String label, String partition, @Nullable String gap) throws Fenced {
        var kind = kind(label);
        write(session -> {
            parts.end(session, label, kind, partition, gap);
            return run;
        });
    }

    @Override
    public void resource(String label, List<Gap> gaps, List<String> notes, Optional<Effort> effort) throws Fenced {
        kind(label);
        write(session -> session.run(
                "update resource set gaps = ?, notes = ?, effort = ? where run = ? and label = ?",
                Json.gaps(gaps),
                Json.texts(notes),
                effort.map(Json::effort).orElse(null),
                run,
                label));
    }

    @Override
    public void produced(BiConsumer<String, Produced> consumer) throws Fenced {
        lease.ensureHeld();
        var scan = new Scan(
                database,
                "select id, blueprint, identifier, content, conflicts from seen where id > ? and id < ? order by id limit ?",
                PRODUCED_AT_ONCE);
        for (var stretch : parts.stretches()) {
            scan.each(stretch.span(), SqlJournal::produced, produced -> consumer.accept(stretch.label(), produced));
        }
    }

    private static Produced produced(Row row) {
        var conflicts = row.optional(5);
        return new Produced(
                new Ref(row.text(2), row.text(3)),
                row.number(4),
                conflicts == null ? List.of() : Json.texts(conflicts));
    }

    @Override
    public void searched(String blueprint) throws Fenced {
        write(session -> session.run(
                "insert into searched (run, blueprint) values (?, ?) on conflict do nothing", run, blueprint));
    }

    @Override
    public Set<String> searched() throws Fenced {
        lease.ensureHeld();
        return Set.copyOf(database.read(
                session -> session.all("select blueprint from searched where run = ?", row -> row.text(1), run)));
    }

    @Override
    public void refused(Consumer<Refused> consumer) throws Fenced {
        lease.ensureHeld();
        failures.refused(consumer);
    }

    @Override
    public void retried(Collection<Long> numbers) throws Fenced {
        write(session -> {
            failures.retried(session, numbers);
            return numbers.size();
        });
    }

    @Override
    public void stale(Collection<Ref> refs) throws Fenced {
        write(session -> {
            session.batch(
                    "insert into stale (run, blueprint, identifier) values (?, ?, ?) on conflict do nothing",
                    () -> refs.stream()
                            .map(ref -> new @Nullable Object[] {run, ref.blueprint(), ref.identifier()})
                            .iterator());
            return refs.size();
        });
    }

    @Override
    public void stale(Consumer<Stale> consumer) throws Fenced {
        lease.ensureHeld();
        origins.find();
        origins.each(consumer);
    }

    @Override
    public OptionalLong thereSince(String kind, String partition) throws Fenced {
        lease.ensureHeld();
        return parts.since(kind, partition);
    }

    @Override
    public void certificate(JsonNode certificate) throws Fenced {
        write(session -> session.run("update run set certificate = ? where id = ?", Json.text(certificate), run));
    }

    @Override
    public void changes(List<Change> noted) throws Fenced {
        var rows = noted.stream()
                .map(change -> Changes.row(Span.of(run).key(lastChange.incrementAndGet()), run, change))
                .toList();
        write(session -> {
            Changes.add(session, rows);
            return rows.size();
        });
    }

    @Override
    public void changes(Change.State state, Consumer<Change> consumer) throws Fenced {
        lease.ensureHeld();
        changes.each(state, consumer);
    }

    @Override
    public void end(End how, String reason) throws Fenced {
        var wholeMapping = how == End.FINISHED && (opening.mode() == Mode.FULL || opening.mode() == Mode.PLAN);
        write(session -> {
            session.run("""
                    update run set ended = ?, reason = ?, ended_at = ?, stale = (select count(*) from stale where run = ?)
                    where id = ?""", how.name(), reason, ending.clock().millis(), run, run);
            if (opening.mode() != Mode.INCREMENTAL && opening.mode() != Mode.EFFECT) {
                Retention.markRead(session, run, opening.integration().toString(), wholeMapping);
            }
            Retention.markRuns(session, run, opening.integration().toString(), ending.runsKept());
            return run;
        });
        ended = true;
        ending.after().run();
    }

    @Override
    public void close() {
        ending.leases().letGo(lease);
    }

    private <T> T write(Work<T, Fenced> work) throws Fenced {
        if (ended) {
            throw new IllegalStateException("run " + opening.run() + " has ended; nothing can be noted any more");
        }
        return database.<T, Fenced>write(session -> {
            lease.check(session);
            return work.in(session);
        });
    }

    private String kind(String label) {
        var kind = kinds.get(label);
        if (kind == null) {
            throw new IllegalArgumentException("run " + opening.run() + " has no resource " + label);
        }
        return kind;
    }

    private AtomicLong last(String table) {
        var span = Span.of(run);
        var key = database.read(session -> session.number(
                "select max(id) from " + table + " where id > ? and id < ?", span.after(), span.before()));
        return new AtomicLong(key == 0 ? 0 : span.row(key));
    }

    static Counts counts(Row row, int column) {
        return new Counts(
                row.number(column),
                row.number(column + 1),
                row.number(column + 2),
                row.number(column + 3),
                row.number(column + 4),
                row.number(column + 5));
    }
}
