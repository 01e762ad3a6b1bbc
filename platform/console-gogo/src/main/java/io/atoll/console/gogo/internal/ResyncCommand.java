package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code atoll:resync}: starts a run, and follows it if asked to.
 *
 * <p>Who stops following, by an interrupt or by leaving, does not stop the run.
 */
@Component(service = ResyncCommand.class)
@GogoCommand(scope = "atoll", function = "resync")
public final class ResyncCommand {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final SyncEngine engine;
    private final Integrations integrations;

    @Activate
    public ResyncCommand(@Reference SyncEngine engine, @Reference Integrations integrations) {
        this.engine = engine;
        this.integrations = integrations;
    }

    @Descriptor("starts a full run of an integration and prints its id; a run under way is cancelled first")
    public void resync(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("follow the run and print its report; fails unless the run is complete")
                    @Parameter(
                            names = {"-w", "--wait"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean wait,
            @Descriptor("approve the deletion of so many entities beyond the deletion budget")
                    @Parameter(names = "--allow-deletes", absentValue = "0")
                    String allowance,
            @Descriptor("type~instance, or type if it has one instance") String... instance)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        long deletions = Arguments.count("--allow-deletes", allowance);
        IntegrationId integration = find(Arguments.of("atoll:resync", instance).one("one instance"));

        RunId run = start(integration, new Trigger.Manual("shell", deletions));
        if (wait) {
            follow(run, output);
        } else {
            output.print(StartedView.of(run, integration), () -> run + "\n");
        }
    }

    private IntegrationId find(String written) throws CommandException {
        List<String> names = integrations.all().stream()
                .map(integration -> integration.id().toString())
                .toList();
        return new InstanceNames(names).find(written);
    }

    private RunId start(IntegrationId integration, Trigger trigger) throws CommandException {
        try {
            return engine.start(integration, trigger);
        } catch (RunRefused refused) {
            throw new CommandException(integration + " cannot run: " + refused.getMessage());
        }
    }

    private void follow(RunId run, Output output) throws CommandException, InterruptedException {
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
        RunReport ended = report;
        output.print(RunReportView.of(ended), () -> ReportText.of(ended, output.width()));
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
