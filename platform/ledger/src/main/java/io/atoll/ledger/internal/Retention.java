package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Database;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;

/**
 * Deletes what nothing has a use for any more, some rows at a time.
 *
 * <p>What that is was {@linkplain #markRead marked} when a run ended, so that a process that was killed goes on where it was.
 *
 * @param database to delete from
 */
record Retention(Database database) {

    private static final int ROWS = 5_000;

    /** How many readings of a partition are kept that did not come to their end. */
    private static final int BROKEN_READINGS = 8;

    /**
     * Marks, at the end of a run that read partitions from their beginning, what later runs have no use for: the entities of earlier
     * readings of partitions that it has read whole.
     *
     * @param wholeMapping whether the run came to its end and was to read all kinds, so that others are of no interest any more
     */
    static void markRead(Session session, long run, String integration, boolean wholeMapping) {
        session.run("""
                update part set kept = 1 where integration = ? and kept = 2 and run <> ?
                  and (exists (select 1 from resource r where r.run = ? and r.kind = part.kind) or ? = 1)
                  and not exists (
                    select 1 from resource r
                    where r.run = ? and r.kind = part.kind and (r.gaps is null or r.gaps <> '[]') and not exists (
                      select 1 from part n
                      where n.run = r.run and n.label = r.label and n.name = part.name and n.rewound = 0
                        and n.ended = 1 and n.gap is null))""", integration, run, run, wholeMapping ? 1 : 0, run);
        session.run("""
                update part set kept = 1 where id in (
                  select id from (
                    select id, ended, gap, row_number() over (
                      partition by kind, label, name, case when ended = 1 and gap is null then 1 else 0 end
                      order by id desc) as age
                    from part where integration = ? and kept = 2) as reading
                  where age > case when ended = 1 and gap is null then 1 else ? end)""", integration, BROKEN_READINGS);
        session.run("delete from touched where integration = ? and run < ?", integration, run);
    }

    /**
     * Marks, at the end of a run, the runs of its integration beyond those that are kept. Incremental runs, which are many, are counted
     * apart from the others.
     */
    static void markRuns(Session session, long run, String integration, int runsKept) {
        session.run("""
                update run set doomed = 1 where integration = ?
                  and (mode = 'INCREMENTAL') = (select mode = 'INCREMENTAL' from run n where n.id = ?)
                  and id <= (
                    select o.id from run o where o.integration = ?
                      and (o.mode = 'INCREMENTAL') = (select mode = 'INCREMENTAL' from run n where n.id = ?)
                    order by o.id desc limit 1 offset ?)""", integration, run, integration, run, runsKept);
        session.run("""
                delete from touched where integration = ? and run < (
                  select min(id) from run where integration = ? and doomed = 0)""", integration, integration);
    }

    /** Deletes some rows; says whether there may be more. */
    boolean step() {
        return database.write(session -> droppedPart(session) || endedRun(session) || doomedRun(session));
    }

    private static boolean droppedPart(Session session) {
        var part = session.number("select min(id) from part where kept = 1");
        if (part == 0) {
            return false;
        }
        if (delete(session, "seen", Span.of(part))) {
            return true;
        }
        session.run("update part set kept = 0 where id = ?", part);
        session.run("delete from part where id = ? and not exists (select 1 from run where run.id = part.run)", part);
        return true;
    }

    /** What is known of stale entities is of use only while their run goes on. */
    private static boolean endedRun(Session session) {
        var run = session.number("""
                select min(r.id) from run r where r.tidied = 0 and (r.ended is not null or exists (
                  select 1 from run n where n.integration = r.integration and n.id > r.id))""");
        if (run == 0) {
            return false;
        }
        if (deleteOf(session, "origin", run) || deleteOf(session, "stale", run)) {
            return true;
        }
        session.run("update run set tidied = 1 where id = ?", run);
        return true;
    }

    private static boolean doomedRun(Session session) {
        var run = session.number("select min(id) from run where doomed = 1");
        if (run == 0) {
            return false;
        }
        var span = Span.of(run);
        if (delete(session, "change", span) || delete(session, "failure", span)) {
            return true;
        }
        session.run("delete from resource where run = ?", run);
        session.run("delete from searched where run = ?", run);
        session.run("delete from part where run = ? and kept = 0", run);
        session.run("delete from run where id = ?", run);
        return true;
    }

    private static boolean delete(Session session, String table, Span span) {
        return session.run(
                        "delete from " + table + " where id in (select id from " + table
                                + " where id > ? and id < ? order by id limit ?)",
                        span.after(),
                        span.before(),
                        ROWS)
                > 0;
    }

    private static boolean deleteOf(Session session, String table, long run) {
        return session.run(
                        "delete from " + table
                                + " where run = ? and (blueprint, identifier) in (select blueprint, identifier from "
                                + table + " where run = ? order by blueprint, identifier limit ?)",
                        run,
                        run,
                        ROWS)
                > 0;
    }
}
