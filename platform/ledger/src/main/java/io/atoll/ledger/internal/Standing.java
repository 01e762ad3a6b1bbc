package io.atoll.ledger.internal;

import io.atoll.ledger.internal.Reports.Stored;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import java.util.List;

/**
 * How a run stands, as it follows from the facts.
 *
 * @param status how
 * @param reason why, in plain words; empty if it is complete or under way
 */
record Standing(Status status, String reason) {

    /**
     * Judges the facts.
     *
     * @param held why changes wait for approval; empty if none do
     * @param withheld why changes were not made; empty if all were
     */
    static Standing of(Stored run, List<KindReport> kinds, List<String> held, List<String> withheld) {
        return switch (run.end()) {
            case null -> unended(run);
            case CANCELLED -> new Standing(Status.INTERRUPTED, run.reason());
            case FAILED -> new Standing(Status.FAILED, run.reason());
            case FINISHED -> finished(run.mode(), kinds, held, withheld);
        };
    }

    private static Standing unended(Stored run) {
        if (!run.successor().isEmpty()) {
            return new Standing(Status.INTERRUPTED, "superseded by run " + run.successor());
        }
        return run.live()
                ? new Standing(Status.RUNNING, "")
                : new Standing(
                        Status.SUSPENDED,
                        "its process or a provider has left; it goes on where it was when they are back");
    }

    private static Standing finished(Mode mode, List<KindReport> kinds, List<String> held, List<String> withheld) {
        var incomplete = kinds.stream()
                .filter(kind -> !kind.state().equals("complete")
                        && (reads(mode) || !kind.gaps().isEmpty()))
                .map(Standing::shortcoming)
                .toList();
        if (!incomplete.isEmpty()) {
            return new Standing(Status.INCOMPLETE, String.join("; ", incomplete));
        }
        if (!held.isEmpty()) {
            return new Standing(Status.HELD, String.join("; ", held));
        }
        if (!withheld.isEmpty()) {
            return new Standing(Status.INCOMPLETE, String.join("; ", withheld));
        }
        return new Standing(Status.COMPLETE, "");
    }

    /** Whether a run of a mode reads the kinds of its mapping. */
    static boolean reads(Mode mode) {
        return switch (mode) {
            case FULL, INCREMENTAL, PLAN, EFFECT -> true;
            case APPLY, APPROVED -> false;
        };
    }

    private static String shortcoming(KindReport kind) {
        if (!kind.gaps().isEmpty()) {
            var more = kind.gaps().size() > 1
                    ? " (and %d more)".formatted(kind.gaps().size() - 1)
                    : "";
            return kind.label() + " is incomplete: " + kind.gaps().getFirst() + more;
        }
        return kind.failed() > 0
                ? kind.label() + " is incomplete: " + kind.failed() + " failed"
                : kind.label() + " was not read to its end";
    }
}
