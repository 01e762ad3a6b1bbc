package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
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
        IntegrationId integration = InstanceNames.of(integrations)
                .find(Arguments.of("atoll:resync", instance).one("one instance"));

        RunId run = start(integration, new Trigger.Manual("shell", deletions));
        if (wait) {
            new Following(engine, output).toItsReport(run);
        } else {
            output.print(StartedView.of(run, integration), () -> run + "\n");
        }
    }

    private RunId start(IntegrationId integration, Trigger trigger) throws CommandException {
        try {
            return engine.start(integration, trigger);
        } catch (RunRefused refused) {
            throw new CommandException(integration + " cannot run: " + refused.getMessage());
        }
    }
}
