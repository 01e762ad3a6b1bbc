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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The latest runs of an integration, newest first. */
    List<RunReport> recent(IntegrationId integration, int limit) {
        return session
                .all(
                        "select id from run where integration = ? order by id desc limit ?",
                        row -> row.number(1),
                        integration.toString(),
                        limit)
                .stream()
                .flatMap(run -> report("r.id = ?", run).stream())
                .toList();
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
        var kinds = kinds(run.id());
        var standing = Standing.of(run, kinds, withheld(run, State.HELD), withheld(run, State.WITHHELD, State.REFUSED));
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
                deletion(run));
    }

    private List<KindReport> kinds(long run) {
        var counts = new HashMap<String, Counts>();
        session.all("""
                select label, sum(fetched), sum(created), sum(updated), sum(unchanged), sum(filtered), sum(failed)
                from part where run = ? and rewound = 0 group by label""", row -> counts.put(row.text(1), SqlJournal.counts(row, 2)), run);
        var failures = failures(run);
        return session.all(
                "select label, kind, gaps, notes from resource where run = ? order by position",
                row -> kind(row, counts.get(row.text(1)), failures.getOrDefault(row.text(1), List.of())),
                run);
    }

    private static KindReport kind(Row row, @Nullable Counts known, List<Failure> failures) {
        var counts = known == null ? Counts.NONE : known;
        var noted = row.optional(3);
        var gaps = noted == null ? List.<Gap>of() : Json.gaps(noted);
        return new KindReport(
                row.text(1),
                row.text(2),
                state(noted != null, known != null, gaps.isEmpty() && counts.failed() == 0),
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
                failures);
    }

    private static String state(boolean over, boolean begun, boolean whole) {
        if (over) {
            return whole ? "complete" : "incomplete";
        }
        return begun ? "running" : "waiting";
    }

    private Map<String, List<Failure>> failures(long run) {
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
        return failures;
    }

    private Deletion deletion(Stored run) {
        var states = new EnumMap<State, Long>(State.class);
        session.all(
                "select state, count(*) from change where run = ? and action = ? group by state",
                row -> states.put(State.valueOf(row.text(1)), row.number(2)),
                run.id(),
                Action.DELETE.name());
        var pending = session.all(
                "select blueprint, identifier from change where run = ? and action = ? and state = ? order by id limit ?",
                row -> new Ref(row.text(1), Json.value(row.text(2)).asText()),
                run.id(),
                Action.DELETE.name(),
                State.HELD.name(),
                PENDING);
        var noted = states.values().stream().mapToLong(Long::longValue).sum();
        return new Deletion(
                Math.max(run.stale(), noted),
                states.getOrDefault(State.DONE, 0L),
                withheld(run, State.WITHHELD, State.HELD, State.REJECTED, State.REFUSED),
                pending);
    }

    /** Why changes are in one of some states, each reason with how many changes it is about. */
    private List<String> withheld(Stored run, State... states) {
        var reasons = new LinkedHashSet<String>();
        for (var state : states) {
            if (state == State.WITHHELD && !run.refusal().isEmpty()) {
                reasons.add(run.refusal());
            }
            reasons.addAll(session.all("""
                    select reason, count(*), min(blueprint), min(identifier) from change where run = ? and state = ?
                    group by reason order by min(id) limit ?""", row -> reason(row, state), run.id(), state.name(), REASONS));
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
