package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Change;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:plan} and {@code atoll:apply}: what a run would change, and to make exactly these changes. */
@Component(service = PlanCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"plan", "apply"})
public final class PlanCommand {

    private static final long SHOWN = 100;

    private final SyncEngine engine;
    private final Integrations integrations;

    @Activate
    public PlanCommand(@Reference SyncEngine engine, @Reference Integrations integrations) {
        this.engine = engine;
        this.integrations = integrations;
    }

    @Descriptor(
            "finds out what a run would change, changes nothing, and prints it; the plan is kept and can be applied")
    public void plan(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("print all changes, not only the first 100 of each kind")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("type~instance, or type if it has one instance") String... instance)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        IntegrationId integration = InstanceNames.of(integrations)
                .find(Arguments.of("atoll:plan", instance).one("one instance"));

        RunId id = start(integration);
        RunReport plan = new Following(engine, output).toTheEnd(id);
        print(plan, output, all ? Long.MAX_VALUE : SHOWN);
        if (!PlanText.ended(plan)) {
            throw new CommandException(ReportText.outcome(plan));
        }
    }

    private RunId start(IntegrationId integration) throws CommandException {
        try {
            return engine.plan(integration, new Trigger.Manual("shell", 0));
        } catch (RunRefused refused) {
            throw new CommandException(integration + " cannot be planned: " + refused.getMessage());
        }
    }

    private void print(RunReport plan, Output output, long limit) {
        if (output.json()) {
            var view = RunReportView.of(plan, engine.certificate(plan.id()));
            output.document(
                    "plan",
                    view,
                    "changes",
                    (Consumer<Object> rows) ->
                            engine.changes(plan.id(), (Change change) -> rows.accept(ChangeView.of(change))));
        } else {
            new PlanText(engine, plan, output.out(), limit).print();
        }
    }

    @Descriptor("makes exactly the changes of a plan; refused if mapping, configuration or catalog moved on since")
    public void apply(
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
            @Descriptor("the id of the plan, or an unambiguous part of it") String... plan)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        RunReport planned =
                new KnownRuns(engine).find(Arguments.of("atoll:apply", plan).one("one plan"));
        if (planned.mode() != Mode.PLAN) {
            throw new CommandException(
                    "run " + planned.id() + " is no plan; make one by 'atoll:plan " + planned.integration() + "'");
        }

        RunId run = apply(planned);
        if (wait) {
            new Following(engine, output).toItsReport(run);
        } else {
            output.print(StartedView.of(run, planned.integration()), () -> run + "\n");
        }
    }

    private RunId apply(RunReport plan) throws CommandException {
        try {
            return engine.apply(plan.id(), new Trigger.Manual("shell", 0));
        } catch (RunRefused refused) {
            throw new CommandException("plan " + plan.id() + " cannot be applied: " + refused.getMessage());
        }
    }
}
