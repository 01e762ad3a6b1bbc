package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as text for people: how much it changes, then each change, then what it could not find out.
 *
 * <p>The changes are read once to be counted and once for each group, so that none has to be kept.
 */
final class PlanText {

    private final SyncEngine engine;
    private final RunReport plan;
    private final PrintStream out;
    private final long limit;

    /**
     * Prepares to print.
     *
     * @param limit how many changes of each group are printed
     */
    PlanText(SyncEngine engine, RunReport plan, PrintStream out, long limit) {
        this.engine = engine;
        this.plan = plan;
        this.out = out;
        this.limit = limit;
    }

    void print() {
        Map<ChangeGroup, Long> counts = new EnumMap<>(ChangeGroup.class);
        engine.changes(plan.id(), change -> counts.merge(ChangeGroup.of(change), 1L, Long::sum));
        out.print("plan " + plan.id() + " of " + plan.integration() + ": " + summary(counts) + "\n");
        counts.forEach(this::group);
        unread();
        advice(counts);
    }

    private static String summary(Map<ChangeGroup, Long> counts) {
        return counts.isEmpty()
                ? "nothing to change"
                : String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(count ->
                                        count.getValue() + " " + count.getKey().label())
                                .toList());
    }

    private void group(ChangeGroup group, long count) {
        out.print("\n" + group.label() + "\n");
        long[] printed = {0};
        engine.changes(plan.id(), change -> {
            if (ChangeGroup.of(change) == group && printed[0] < limit) {
                printed[0]++;
                out.print(ChangeText.entity(change));
            }
        });
        if (printed[0] < count) {
            out.print("  … and " + (count - printed[0]) + " more; --all prints them\n");
        }
    }

    /** Says of what it is not known whether and how it would change. */
    private void unread() {
        List<KindReport> incomplete = plan.kinds().stream()
                .filter(kind -> !kind.gaps().isEmpty() || kind.failed() > 0)
                .toList();
        if (!incomplete.isEmpty()) {
            out.print("\nunknown, because it could not be read or mapped\n");
        }
        for (KindReport kind : incomplete) {
            String label = "  " + Printable.line(kind.label()) + ": ";
            kind.gaps().forEach(gap -> out.print(label + Printable.line(gap) + "\n"));
            if (kind.failed() > 0) {
                out.print(label + kind.failed() + " records failed; see 'atoll:failures " + plan.id() + "'\n");
            }
        }
    }

    private void advice(Map<ChangeGroup, Long> counts) {
        switch (plan.status()) {
            case COMPLETE, INCOMPLETE, HELD -> {
                if (!counts.isEmpty()) {
                    out.print("\nto apply: atoll:apply " + plan.id() + "\n");
                }
            }
            case RUNNING, SUSPENDED, INTERRUPTED, FAILED -> {}
        }
    }

    /** Whether a plan came to its end, whatever it found. */
    static boolean ended(RunReport plan) {
        return plan.status() == Status.COMPLETE || plan.status() == Status.INCOMPLETE || plan.status() == Status.HELD;
    }
}
