package io.atoll.demo.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Tells the story of a run while it happens: a line for each kind as it ends, and one for the whole. */
final class Progress {

    private final PrintStream out;
    private final Set<String> told = new HashSet<>();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Prints what is new since the last time. */
    void tell(RunReport report) {
        for (KindReport kind : report.kinds()) {
            boolean over = kind.state().equals("complete") || kind.state().equals("incomplete");
            if (over && told.add(kind.label())) {
                out.printf(
                        "  %-14s %7d read, %d created, %d updated, %d unchanged%s%n",
                        kind.kind(),
                        kind.fetched(),
                        kind.created(),
                        kind.updated(),
                        kind.unchanged(),
                        kind.failed() == 0 ? "" : ", " + kind.failed() + " failed");
                kind.gaps().forEach(gap -> out.println("                 not read: " + plain(gap)));
                kind.failures().stream()
                        .limit(3)
                        .forEach(failure -> out.println("                 failed in " + failure.stage() + ": "
                                + plain(failure.item()) + ": " + plain(failure.reason())));
            }
        }
    }

    /** Prints how the run ended. */
    void conclude(RunReport report) {
        tell(report);
        var took = report.endedAt()
                .map(end -> Duration.between(report.startedAt(), end))
                .orElse(Duration.ZERO);
        long written = report.kinds().stream().mapToLong(KindReport::upserted).sum();
        out.printf(
                "%s: %d written, %d deleted, in %d.%d s%n",
                report.status() == Status.COMPLETE
                        ? "Complete"
                        : report.status().name().charAt(0)
                                + report.status().name().substring(1).toLowerCase(Locale.ROOT),
                written,
                report.deletion().deleted(),
                took.toSeconds(),
                took.toMillisPart() / 100);
        if (!report.reason().isEmpty()) {
            out.println("  " + plain(report.reason()));
        }
    }

    /** Text of third parties without what a terminal would obey. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
