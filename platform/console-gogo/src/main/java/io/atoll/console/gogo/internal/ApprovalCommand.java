package io.atoll.console.gogo.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:approve} and {@code atoll:reject}: what becomes of deletions that wait for a person. */
@Component(service = ApprovalCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"approve", "reject"})
public final class ApprovalCommand {

    private static final String BY = "shell";

    private final SyncEngine engine;

    @Activate
    public ApprovalCommand(@Reference SyncEngine engine) {
        this.engine = engine;
    }

    @Descriptor("carries out the deletions of a run that wait for approval, and prints the id of the run that does it")
    public void approve(
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
            @Descriptor("the id of the held run, or an unambiguous part of it") String... run)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        RunReport held =
                new KnownRuns(engine).find(Arguments.of("atoll:approve", run).one("one run"));

        RunId id = approve(held);
        if (wait) {
            new Following(engine, output).toItsReport(id);
        } else {
            output.print(StartedView.of(id, held.integration()), () -> id + "\n");
        }
    }

    private RunId approve(RunReport held) throws CommandException {
        try {
            return engine.approve(held.id(), BY);
        } catch (RunRefused refused) {
            throw new CommandException("run " + held.id() + " cannot be approved: " + refused.getMessage());
        }
    }

    @Descriptor("rejects the deletions of a run that wait for approval; nothing is deleted")
    public void reject(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the held run, or an unambiguous part of it") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        RunId id = new KnownRuns(engine)
                .find(Arguments.of("atoll:reject", run).one("one run"))
                .id();

        long rejected = reject(id);
        output.print(
                new RejectedView(id.value(), rejected),
                () -> rejected + " deletions of run " + id
                        + " were rejected; what is still not produced will wait again after the next run\n");
    }

    private long reject(RunId held) throws CommandException {
        try {
            return engine.reject(held, BY);
        } catch (RunRefused refused) {
            throw new CommandException("run " + held + " cannot be rejected: " + refused.getMessage());
        }
    }

    /**
     * What was rejected, as {@code atoll:reject -o json} prints it.
     *
     * @param run the held run
     * @param rejected how many deletions
     */
    record RejectedView(String run, long rejected) {}
}
