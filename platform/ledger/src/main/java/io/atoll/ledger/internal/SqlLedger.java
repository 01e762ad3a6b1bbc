package io.atoll.ledger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in a database. One daemon thread renews leases and deletes what nothing has a use for any more. */
final class SqlLedger implements Ledger, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqlLedger.class);

    private final Database database;
    private final Leases leases;
    private final Retention retention;
    private final Ending ending;
    private final ScheduledExecutorService background;
    private final ScheduledFuture<?> renewal;

    /**
     * The ledger in a database that this closes.
     *
     * @param owner the name of this process
     * @param lease how long leases last
     * @param runsKept how many runs of an integration are kept
     * @param nanos passes as time does
     */
    SqlLedger(Database database, String owner, Duration lease, int runsKept, LongSupplier nanos, Clock clock) {
        this.database = database;
        this.leases = new Leases(database, owner, lease, nanos);
        this.retention = new Retention(database);
        this.ending = new Ending(clock, leases, runsKept, this::tidy);
        this.background = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "atoll-ledger");
            thread.setDaemon(true);
            return thread;
        });
        var pause = lease.toMillis() / 6;
        this.renewal = background.scheduleWithFixedDelay(leases::renew, pause, pause, TimeUnit.MILLISECONDS);
        tidy();
    }

    @Override
    public Journal begin(Opening opening) throws Leased {
        var integration = opening.integration().toString();
        var begun = database.<Begun, Leased>write(session -> {
            var lease = leases.take(session, integration, 0);
            var run = Runs.insert(session, opening, lease.epoch());
            session.run("update lease set run = ? where integration = ?", run, integration);
            return new Begun(run, lease);
        });
        return journal(opening, begun, false);
    }

    @Override
    public Optional<Journal> resume(IntegrationId integration) throws Leased {
        return database.<Optional<Resumed>, Leased>write(session -> resume(session, integration.toString()))
                .map(resumed -> journal(resumed.opening(), resumed.begun(), true));
    }

    @Override
    public Map<IntegrationId, RunId> unfinished() {
        var unfinished = new LinkedHashMap<IntegrationId, RunId>();
        database.read(session ->
                session.all("""
                select r.integration, r.name from run r
                where r.id in (select max(n.id) from run n group by n.integration) and r.ended is null
                  and not exists (select 1 from lease l where l.integration = r.integration and {live})
                order by r.id""", row -> unfinished.put(IntegrationId.parse(row.text(1)), new RunId(row.text(2)))));
        return unfinished;
    }

    @Override
    public List<RunReport> recent(int limit) {
        return database.read(session -> new Reports(session).recent(limit));
    }

    @Override
    public List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        return database.read(session -> new Reports(session).recent(integration, modes, limit));
    }

    @Override
    public List<RunId> ids(int limit) {
        return database.read(session -> new Reports(session).ids(limit));
    }

    @Override
    public Optional<RunReport> report(RunId run) {
        return database.read(session -> new Reports(session).report(run));
    }

    @Override
    public void failures(RunId run, Consumer<Failed> consumer) {
        number(run).ifPresent(number -> {
            new Failures(database, Span.of(number)).each(consumer);
            new Changes(database, number).refused(consumer);
        });
    }

    @Override
    public void changes(RunId run, Consumer<Change> consumer) {
        number(run).ifPresent(number -> new Changes(database, number).each(consumer));
    }

    @Override
    public Optional<Opening> opening(RunId run) {
        return number(run).map(number -> database.read(session -> Runs.opening(session, number)));
    }

    @Override
    public Optional<Instant> readUntil(IntegrationId integration, String scope) {
        return database.read(session -> session.first(
                """
                        select r.started_at from run r join resource s on s.run = r.id
                        where r.integration = ? and s.scope = ? and s.gaps = '[]' and (r.mode = ? or (r.mode = ? and not exists (
                          select 1 from part p where p.run = r.id and p.label = s.label and p.rewound = 0 and p.failed > 0)))
                        order by r.id desc limit 1""",
                row -> Instant.ofEpochMilli(row.number(1)),
                integration.toString(),
                scope,
                Mode.FULL.name(),
                Mode.INCREMENTAL.name()));
    }

    @Override
    public Optional<Listing> listing(RunId run) {
        return database.read(session -> session.first(
                "select held, digest from run where name = ? and digest is not null",
                row -> new Listing(row.number(1), row.text(2)),
                run.value()));
    }

    @Override
    public Optional<JsonNode> certificate(RunId run) {
        return database.read(session -> session.first(
                        "select certificate from run where name = ? and certificate is not null",
                        row -> row.text(1),
                        run.value()))
                .map(Json::value);
    }

    @Override
    public void touched(IntegrationId integration, Collection<Ref> refs) {
        database.write(session -> {
            var newest = session.number("select max(id) from run where integration = ?", integration.toString());
            if (newest == 0) {
                return 0;
            }
            session.batch(
                    """
                    insert into touched (integration, blueprint, identifier, run) values (?, ?, ?, ?)
                    on conflict (integration, blueprint, identifier) do update set run = excluded.run""",
                    () -> refs.stream()
                            .map(ref -> new @Nullable Object[] {
                                integration.toString(), ref.blueprint(), ref.identifier(), newest
                            })
                            .iterator());
            return refs.size();
        });
    }

    @Override
    public Set<Ref> touchedSince(RunId run, Collection<Ref> refs) {
        var touched = new HashSet<Ref>();
        database.read(session -> {
            for (var ref : refs) {
                session.first("""
                        select 1 from touched t join run r on r.integration = t.integration
                        where r.name = ? and t.blueprint = ? and t.identifier = ? and t.run >= r.id""", row -> touched.add(ref), run.value(), ref.blueprint(), ref.identifier());
            }
            return touched.size();
        });
        return touched;
    }

    @Override
    public long decide(RunId run, boolean approved, String by) {
        var state = approved ? Change.State.PLANNED : Change.State.REJECTED;
        return database.write(session -> session.run(
                "update change set state = ?, reason = ? where run = (select id from run where name = ?) and state = ?",
                state.name(),
                (approved ? APPROVED : "rejected by ") + by,
                run.value(),
                Change.State.HELD.name()));
    }

    @Override
    public void close() {
        renewal.cancel(false);
        background.shutdown();
        try {
            if (!background.awaitTermination(30, TimeUnit.SECONDS)) {
                log.warn("The ledger is closed while it still deletes what is of no use any more.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.letAllGo();
        database.close();
    }

    private void tidy() {
        try {
            background.execute(this::tidyStep);
        } catch (RejectedExecutionException e) {
            // the ledger is being closed; the next one goes on
        }
    }

    private void tidyStep() {
        try {
            if (retention.step()) {
                tidy();
            }
        } catch (LedgerFailure e) {
            log.debug("Nothing was deleted from the ledger for now: {}", e.getMessage());
        }
    }

    private Journal journal(Opening opening, Begun begun, boolean resumed) {
        leases.keep(begun.lease());
        try {
            return new SqlJournal(database, opening, begun.run(), resumed, begun.lease(), ending);
        } catch (LedgerFailure e) {
            leases.letGo(begun.lease());
            throw e;
        }
    }

    private Optional<Resumed> resume(Session session, String integration) throws Leased {
        var run = session.number(
                "select id from run where id = (select max(id) from run where integration = ?) and ended is null",
                integration);
        if (run == 0) {
            return Optional.empty();
        }
        var lease = leases.take(session, integration, run);
        session.run("update run set epoch = ? where id = ?", lease.epoch(), run);
        return Optional.of(new Resumed(Runs.opening(session, run), new Begun(run, lease)));
    }

    private Optional<Long> number(RunId run) {
        return database.read(
                session -> session.first("select id from run where name = ?", row -> row.number(1), run.value()));
    }

    /** A run whose lease was taken. */
    private record Begun(long run, Lease lease) {}

    /** A run that was taken over. */
    private record Resumed(Opening opening, Begun begun) {}
}
