package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Follows a run to its end, and tells on the way how far it is. Who stops following, by an interrupt or by leaving, does not stop the run.
 *
 * @param platform carries it out
 * @param output where to tell it
 * @param pause between two looks at the run, at most
 */
record Following(Platform platform, Output output, Duration pause) {

    private static final long FIRST_MILLIS = 100;

    /** Waits for the end of a run and prints its report; fails unless it is complete. */
    void toItsReport(String run) throws CommandException, InterruptedException {
        JsonNode report = toTheEnd(run);
        if (output.form().forPrograms()) {
            output.document(report);
        } else {
            output.text(ReportText.of(report, output.width()));
        }
        ensureComplete(report.path("summary"));
    }

    /** Waits for the end of a plan and prints it with its changes; fails unless it is whole. */
    void toItsPlan(String run, boolean all) throws CommandException, InterruptedException {
        JsonNode plan = toTheEnd(run);
        if (output.form().forPrograms()) {
            Output.Array changes = output.array("plan", plan, "changes");
            platform.each("changes", JsonNodeFactory.instance.objectNode().put("run", run), changes::add);
            changes.end();
        } else {
            new PlanText(platform, plan, output, all).print();
        }
        if (!plan.at("/summary/status").asText().equals("held")) {
            ensureComplete(plan.path("summary"));
        }
    }

    private static void ensureComplete(JsonNode summary) throws CommandException {
        if (!summary.path("status").asText().equals("complete")) {
            throw CommandException.negative(ReportText.outcome(summary));
        }
    }

    /** The report of the run at its end. */
    private JsonNode toTheEnd(String run) throws CommandException, InterruptedException {
        String told = "";
        long millis = Math.min(FIRST_MILLIS, pause.toMillis());
        JsonNode progress = platform.ofRun("progress", run);
        while (progress.at("/summary/status").asText().equals("running")) {
            String now = progress(progress);
            if (!now.equals(told)) {
                output.err().println(now);
                told = now;
            }
            TimeUnit.MILLISECONDS.sleep(millis);
            millis = Math.min(2 * millis, pause.toMillis());
            progress = platform.ofRun("progress", run);
        }
        return platform.ofRun("run", progress.at("/summary/run").asText());
    }

    /** One line about a run under way. */
    private static String progress(JsonNode progress) {
        JsonNode sums = progress.path("summary");
        long done = progress.path("kinds")
                .valueStream()
                .filter(kind -> kind.path("state").asText().endsWith("complete"))
                .count();
        String rest = progress.has("remainingSeconds")
                ? "; about " + progress.path("remainingSeconds").asLong() + " s left"
                : "";
        return "run %s: %d of %d kinds read; %d fetched, %d written, %d unchanged, %d filtered, %d failed; %s records/s%s"
                .formatted(
                        sums.path("run").asText(),
                        done,
                        progress.path("kinds").size(),
                        sums.path("fetched").asLong(),
                        sums.path("created").asLong() + sums.path("updated").asLong(),
                        sums.path("unchanged").asLong(),
                        sums.path("filtered").asLong(),
                        sums.path("failed").asLong(),
                        progress.path("recordsPerSecond").asText(),
                        rest);
    }
}
