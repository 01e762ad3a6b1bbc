package io.atoll.ledger.internal;

import io.atoll.ledger.internal.sql.Session;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import java.util.List;

/** How many changes of a run are in which state: most runs have none, and need not be asked further. */
record Tally(List<Line> lines) {

    /** So many changes of a kind in one state. */
    record Line(Action action, State state, long count) {}

    static Tally of(Session session, long run) {
        return new Tally(session.all(
                "select action, state, count(*) from change where run = ? group by action, state",
                row -> new Line(Action.valueOf(row.text(1)), State.valueOf(row.text(2)), row.number(3)),
                run));
    }

    boolean has(State state) {
        return lines.stream().anyMatch(line -> line.state() == state);
    }

    /** Whether something other than a deletion was written, or refused by the catalog. */
    boolean hasWritten() {
        return lines.stream()
                .anyMatch(line -> line.action() != Action.DELETE
                        && (line.state() == State.DONE || line.state() == State.REFUSED));
    }

    long deletions() {
        return lines.stream()
                .filter(line -> line.action() == Action.DELETE)
                .mapToLong(Line::count)
                .sum();
    }

    long deletions(State state) {
        return lines.stream()
                .filter(line -> line.action() == Action.DELETE && line.state() == state)
                .mapToLong(Line::count)
                .sum();
    }
}
