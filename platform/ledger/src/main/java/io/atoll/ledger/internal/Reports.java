package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.ledger.internal.sql.Span;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.End;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the story of a run from what the ledger holds. */
final class Reports {

    private static final int FAILURES = 50;
    private static final int ITEM_LENGTH = 4096;
    private static final int PENDING = 200;
    private static final int REASONS = 20;

    private final Session session;

    Reports(Session session) {
        this.session = session;
    }

    /** The latest runs, newest first. */
    List<RunReport> recent(int limit) {
        return session.all("select id from run order by id desc limit ?", row -> row.number(1), limit).stream()
                .flatMap(run -> report("r.id = ?", run).stream())
                .toList();
    }

    /** The latest runs of an integration that have one of some modes, newest first. */
    List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        if (modes.isEmpty()) {
            return List.of();
        }
        var asked = new ArrayList<Object>();
        asked.add(integration.toString());
        modes.stream().map(Mode::name).sorted().forEach(asked::add);
        asked.add(limit);
        var places = String.join(", ", Collections.nCopies(modes.size(), "?"));
        return session
                .all(
                        "select id from run where integration = ? and mode in (" + places
                                + ") order by id desc limit ?",
                        row -> row.number(1),
                        asked.toArray())
                .stream()
                .flatMap(run -> report("r.id = ?", run).stream())
                .toList();
    }

    /** The names of the latest runs, newest first. */
    List<RunId> ids(int limit) {
        return session.all("select name from run order by id desc limit ?", row -> new RunId(row.text(1)), limit);
    }

    /** One run. */
    Optional<RunReport> report(RunId run) {
        return report("r.name = ?", run.value());
    }

    private Optional<RunReport> report(String condition, Object key) {
        return session.first("""
                        select r.id, r.name, r.integration, r.mode, r.epoch, r.cause, r.started_at, r.held, r.ended,
                          r.reason, r.ended_at, r.certificate,
                          coalesce(r.stale, (select count(*) from stale s where s.run = r.id)),
                          case when exists (select 1 from lease l where l.run = r.id and {live}) then 1 else 0 end,
                          coalesce((select min(n.name) from run n where n.integration = r.integration and n.id = (
                            select min(m.id) from run m where m.integration = r.integration and m.id > r.id)), '')
                        from run r where\s""" + condition, Reports::stored, key).map(this::report);
    }

    private RunReport report(Stored run) {
        var tally = Tally.of(session, run.id());
        var kinds = kinds(run, tally);
        var standing = Standing.of(
                run, kinds, withheld(run, tally, State.HELD), withheld(run, tally, State.WITHHELD, State.REFUSED));
        return new RunReport(
                run.name(),
                run.integration(),
                run.mode(),
                run.epoch(),
                run.trigger(),
                standing.status(),
                standing.reason(),
                run.startedAt(),
                run.endedAt(),
                run.held(),
                kinds,
                deletion(run, tally));
    }

    private List<KindReport> kinds(Stored run, Tally tally) {
        var counts = new HashMap<String, Counts>();
        session.all("""
                select label, sum(fetched), sum(created), sum(updated), sum(unchanged), sum(filtered), sum(failed)
                from part where run = ? and rewound = 0 group by label""", row -> counts.put(row.text(1), SqlJournal.counts(row, 2)), run.id());
        if (tally.hasWritten()) {
            Changes.written(session, run.id()).forEach((label, count) -> counts.merge(label, count, Counts::plus));
        }
        var failures = failures(run.id(), tally);
        return session.all(
                "select label, kind, gaps, notes, effort from resource where run = ? order by position",
                row -> kind(row, run, counts.get(row.text(1)), failures.getOrDefault(row.text(1), List.of())),
                run.id());
    }

    private static KindReport kind(Row row, Stored run, @Nullable Counts known, List<Failure> failures) {
        var counts = known == null ? Counts.NONE : known;
        var noted = row.optional(3);
        var gaps = noted == null ? List.<Gap>of() : Json.gaps(noted);
        return new KindReport(
                row.text(1),
                row.text(2),
                state(noted != null || settled(run), known != null, gaps.isEmpty() && counts.failed() == 0),
                counts.fetched(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.filtered(),
                counts.failed(),
                gaps.stream()
                        .map(gap -> gap.partition().isEmpty() ? gap.reason() : gap.partition() + ": " + gap.reason())
                        .toList(),
                Json.texts(row.text(4)),
                failures,
                Optional.ofNullable(row.optional(5)).map(Json::effort));
    }

    /** Whether a run that reads nothing has come to its end. */
    private static boolean settled(Stored run) {
        return run.end() == End.FINISHED && !Standing.reads(run.mode());
    }

    private static String state(boolean over, boolean begun, boolean whole) {
        if (over) {
            return whole ? "complete" : "incomplete";
        }
        return begun ? "running" : "waiting";
    }

    private Map<String, List<Failure>> failures(long run, Tally tally) {
        var failures = new HashMap<String, List<Failure>>();
        var span = Span.of(run);
        session.all(
                """
                select p.label, f.stage, substr(f.item, 1, ?), f.reason from failure f join part p on p.id = f.part
                where f.id > ? and f.id < ? and p.rewound = 0 order by f.id limit ?""",
                row -> failures.computeIfAbsent(row.text(1), label -> new ArrayList<>())
                        .add(new Failure(row.text(2), row.text(3), row.text(4))),
                ITEM_LENGTH,
                span.after(),
                span.before(),
                FAILURES);
        if (tally.has(State.REFUSED)) {
            session.all(
                    "select label, substr(entity, 1, ?), reason from change where run = ? and state = ? and action <> ? order by id limit ?",
                    row -> failures.computeIfAbsent(row.text(1), label -> new ArrayList<>())
                            .add(new Failure(Failures.REFUSED, row.text(2), row.text(3))),
                    ITEM_LENGTH,
                    run,
                    State.REFUSED.name(),
                    Action.DELETE.name(),
                    FAILURES);
        }
        return failures;
    }

    private Deletion deletion(Stored run, Tally tally) {
        var pending = tally.deletions(State.HELD) == 0
                ? List.<Ref>of()
                : session.all(
                        "select blueprint, identifier from change where run = ? and action = ? and state = ? order by id limit ?",
                        row -> new Ref(row.text(1), Json.value(row.text(2)).asText()),
                        run.id(),
                        Action.DELETE.name(),
                        State.HELD.name(),
                        PENDING);
        return new Deletion(
                Math.max(run.stale(), tally.deletions()),
                tally.deletions(State.DONE),
                withheld(run, tally, State.WITHHELD, State.HELD, State.REJECTED, State.REFUSED),
                pending);
    }

    /** Why changes are in one of some states, each reason with how many changes it is about. */
    private List<String> withheld(Stored run, Tally tally, State... states) {
        var reasons = new LinkedHashSet<String>();
        for (var state : states) {
            if (state == State.WITHHELD && !run.refusal().isEmpty()) {
                reasons.add(run.refusal());
            }
            if (tally.has(state)) {
                reasons.addAll(session.all("""
                        select reason, count(*), min(blueprint), min(identifier) from change where run = ? and state = ?
                        group by reason order by min(id) limit ?""", row -> reason(row, state), run.id(), state.name(), REASONS));
            }
        }
        return List.copyOf(reasons);
    }

    private static String reason(Row row, State state) {
        var number = row.number(2);
        var reason = row.text(1).isEmpty() ? "no reason given" : row.text(1);
        if (state != State.REFUSED) {
            return number == 1 ? reason : reason + " (" + number + " entities)";
        }
        var which = number == 1
                ? new Ref(row.text(3), Json.value(row.text(4)).asText()) + " was"
                : number + " entities were";
        return which + " refused by the catalog: " + reason;
    }

    private static String refusal(@Nullable String certificate) {
        return certificate == null
                ? ""
                : Json.value(certificate).path("refusal").asText();
    }

    private static Stored stored(Row row) {
        var ended = row.optional(9);
        return new Stored(
                row.number(1),
                new RunId(row.text(2)),
                IntegrationId.parse(row.text(3)),
                Mode.valueOf(row.text(4)),
                row.number(5),
                row.text(6),
                Instant.ofEpochMilli(row.number(7)),
                row.number(8),
                ended == null ? null : End.valueOf(ended),
                row.text(10),
                ended == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.number(11))),
                refusal(row.optional(12)),
                row.number(13),
                row.flag(14),
                row.text(15));
    }

    /**
     * A run as it is stored.
     *
     * @param refusal why nothing may be deleted; empty if that was not said
     * @param stale how many entities were noted as stale
     * @param live whether somebody works at it
     * @param successor the next run of the integration; empty if there is none
     */
    record Stored(
            long id,
            RunId name,
            IntegrationId integration,
            Mode mode,
            long epoch,
            String trigger,
            Instant startedAt,
            long held,
            @Nullable End end,
            String reason,
            Optional<Instant> endedAt,
            String refusal,
            long stale,
            boolean live,
            String successor) {}
}
