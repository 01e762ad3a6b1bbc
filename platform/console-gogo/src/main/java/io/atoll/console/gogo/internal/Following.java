package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import java.time.Duration;

/**
 * Follows a run to its end, and tells on the way how far it is.
 *
 * @param engine carries it out
 * @param output where to tell it
 */
record Following(SyncEngine engine, Output output) {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    /** Waits for the end of a run. */
    RunReport toTheEnd(RunId run) throws CommandException, InterruptedException {
        output.err().println("run " + run + " began");
        String told = "";
        RunReport report = await(run);
        while (report.status() == Status.RUNNING) {
            String progress = ReportText.progress(report);
            if (!progress.equals(told)) {
                output.err().println(progress);
                told = progress;
            }
            report = await(run);
        }
        return report;
    }

    /** Waits for the end of a run and prints its report; fails unless it is complete. */
    void toItsReport(RunId run) throws CommandException, InterruptedException {
        RunReport ended = toTheEnd(run);
        var certificate = engine.certificate(run);
        output.print(RunReportView.of(ended, certificate), () -> ReportText.of(ended, certificate, output.width()));
        if (ended.status() != Status.COMPLETE) {
            throw new CommandException(ReportText.outcome(ended));
        }
    }

    private RunReport await(RunId run) throws CommandException, InterruptedException {
        return engine.await(run, BETWEEN_LINES)
                .orElseThrow(() -> new CommandException("the engine does not know run " + run
                        + " any more, and how it ended; 'atoll:runs' lists the runs it knows"));
    }
}
