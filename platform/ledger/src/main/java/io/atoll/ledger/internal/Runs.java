package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Row;
import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Part;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;

/** What is known of runs when they begin. */
final class Runs {

    private Runs() {}

    /** Adds a run with its resources, and gives its number. */
    static long insert(Session session, Opening opening, long epoch) {
        var run = session.first(
                        """
                        insert into run (name, integration, mode, cause, allowance, version, configuration, mapping,
                          started_at, epoch, held, reason, tidied, doomed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0, 0) returning id""",
                        row -> row.number(1),
                        opening.run().value(),
                        opening.integration().toString(),
                        opening.mode().name(),
                        opening.trigger(),
                        opening.allowance(),
                        opening.version(),
                        opening.configuration(),
                        opening.mapping(),
                        opening.startedAt().toEpochMilli(),
                        epoch)
                .orElseThrow();
        var position = 0;
        for (var resource : opening.resources()) {
            session.run(
                    "insert into resource (run, position, label, kind, scope, notes) values (?, ?, ?, ?, ?, '[]')",
                    run,
                    position++,
                    resource.label(),
                    resource.kind(),
                    resource.scope());
        }
        return run;
    }

    /** What was known when a run began. */
    static Opening opening(Session session, long run) {
        var resources = session.all(
                "select label, kind, coalesce(scope, '') from resource where run = ? order by position",
                row -> new Part(row.text(1), row.text(2), row.text(3)),
                run);
        return session.first("""
                        select name, integration, mode, cause, allowance, version, configuration, mapping, started_at
                        from run where id = ?""", row -> opening(row, resources), run).orElseThrow();
    }

    private static Opening opening(Row row, List<Part> resources) {
        return new Opening(
                new RunId(row.text(1)),
                IntegrationId.parse(row.text(2)),
                Mode.valueOf(row.text(3)),
                row.text(4),
                row.number(5),
                row.text(6),
                row.text(7),
                row.text(8),
                resources,
                Instant.ofEpochMilli(row.number(9)));
    }
}
