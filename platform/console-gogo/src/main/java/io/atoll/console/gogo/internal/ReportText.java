package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/** The report of a run as text for people. */
final class ReportText {

    private final RunReport report;
    private final List<String> certificate;
    private final OptionalInt width;
    private final StringBuilder text = new StringBuilder();

    private ReportText(RunReport report, List<String> certificate, OptionalInt width) {
        this.report = report;
        this.certificate = certificate;
        this.width = width;
    }

    /** The whole report, with all its line ends. */
    static String of(RunReport report, List<String> certificate, OptionalInt width) {
        ReportText reportText = new ReportText(report, certificate, width);
        reportText.summary();
        reportText.kinds();
        reportText.gaps();
        reportText.notes();
        reportText.failures();
        reportText.deletion();
        reportText.certificate();
        return reportText.text.toString();
    }

    /** One line about a run under way. */
    static String progress(RunReport report) {
        RunView sums = RunView.of(report);
        long done = report.kinds().stream()
                .filter(kind -> kind.state().equals("complete") || kind.state().equals("incomplete"))
                .count();
        return "run %s: %d of %d kinds read; %d fetched, %d written, %d unchanged, %d filtered, %d failed"
                .formatted(
                        report.id(),
                        done,
                        report.kinds().size(),
                        sums.fetched(),
                        sums.upserted(),
                        sums.unchanged(),
                        sums.filtered(),
                        sums.failed());
    }

    /** How a run ended, or that it did not, in one line. */
    static String outcome(RunReport report) {
        String reason = report.reason().isEmpty() ? "" : ": " + Printable.line(report.reason());
        return "run " + report.id() + " of " + report.integration() + " is " + RunView.status(report) + reason;
    }

    private void summary() {
        line(outcome(report));
        line("  mode     " + RunView.mode(report) + ", epoch " + report.epoch());
        line("  trigger  " + Printable.line(report.trigger()));
        line("  started  " + second(report.startedAt()));
        report.endedAt()
                .ifPresent(end -> line("  ended    " + second(end) + ", after "
                        + Duration.between(report.startedAt(), end).toSeconds() + " s"));
        line("  held     " + report.held() + " entities when it began");
    }

    private void kinds() {
        if (report.kinds().isEmpty()) {
            return;
        }
        Table table = new Table("KIND", "STATE", "FETCHED", "CREATED", "UPDATED", "UNCHANGED", "FILTERED", "FAILED");
        for (KindReport kind : report.kinds()) {
            table.row(
                    kind.label(),
                    kind.state(),
                    kind.fetched(),
                    kind.created(),
                    kind.updated(),
                    kind.unchanged(),
                    kind.filtered(),
                    kind.failed());
        }
        line("");
        text.append(table.text(width));
    }

    private void gaps() {
        List<KindReport> incomplete =
                report.kinds().stream().filter(kind -> !kind.gaps().isEmpty()).toList();
        if (incomplete.isEmpty()) {
            return;
        }
        section("not read, and nothing of it deleted");
        incomplete.forEach(kind ->
                kind.gaps().forEach(gap -> line("  " + Printable.line(kind.label()) + ": " + Printable.line(gap))));
    }

    private void notes() {
        List<KindReport> noted =
                report.kinds().stream().filter(kind -> !kind.notes().isEmpty()).toList();
        if (noted.isEmpty()) {
            return;
        }
        section("notes");
        noted.forEach(kind ->
                kind.notes().forEach(note -> line("  " + Printable.line(kind.label()) + ": " + Printable.line(note))));
    }

    private void failures() {
        long failed = RunView.of(report).failed();
        if (failed == 0) {
            return;
        }
        long told = report.kinds().stream()
                .mapToLong(kind -> kind.failures().size())
                .sum();
        section(
                told < failed
                        ? "failed, the first " + told + " of " + failed + "; all: atoll:failures " + report.id()
                        : "failed");
        for (KindReport kind : report.kinds()) {
            for (Failure failure : kind.failures()) {
                line("  " + Printable.line(kind.label()) + ", " + Printable.line(failure.stage()) + ": "
                        + Printable.line(failure.reason()));
                line("    " + Printable.line(failure.item()));
            }
        }
    }

    private void deletion() {
        Deletion deletion = report.deletion();
        section("deletion: " + deletion.deleted() + " deleted of " + deletion.stale() + " no longer produced");
        deletion.withheld().forEach(reason -> line("  withheld: " + Printable.line(reason)));
        deletion.pending().forEach(ref -> line("  pending:  " + Printable.line(ref.toString())));
        if (report.status() != Status.HELD) {
            return;
        }
        switch (report.mode()) {
            case PLAN -> line("  to apply all but these: atoll:apply " + report.id());
            case EFFECT -> line("  to make them: save the mapping, and plan or run " + report.integration());
            case FULL, INCREMENTAL, APPLY, APPROVED -> {
                line("  to list: atoll:changes " + report.id() + " --state held");
                line("  to decide: atoll:approve " + report.id() + ", or atoll:reject " + report.id());
            }
        }
    }

    private void certificate() {
        if (!certificate.isEmpty()) {
            section("certificate");
            certificate.forEach(sentence -> line("  " + Printable.line(sentence)));
        }
    }

    private void section(String heading) {
        line("");
        line(heading);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** A time as people need it: UTC, to the second. */
    static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
