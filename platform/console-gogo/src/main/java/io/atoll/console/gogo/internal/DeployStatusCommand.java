package io.atoll.console.gogo.internal;

import io.atoll.console.gogo.internal.DeploymentsView.FileView;
import io.atoll.pipeline.Deployments;
import java.time.Instant;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code atoll:deploy-status}: what lies in the deploy folder and what became of it.
 *
 * <p>No method can have that name. Gogo calls {@code _main} for it, and finds the help of {@code atoll:deployStatus}, the same
 * command.
 */
@Component(service = DeployStatusCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"deploy-status", "deployStatus"})
public final class DeployStatusCommand {

    private final Deployments deployments;

    @Activate
    public DeployStatusCommand(@Reference Deployments deployments) {
        this.deployments = deployments;
    }

    @Descriptor("lists the files of the deploy folder, and why one is not live; also called deploy-status")
    public void deployStatus(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("none") String... arguments)
            throws CommandException {
        Output output = Output.of(session, form);
        Arguments.of("atoll:deploy-status", arguments).none();

        DeploymentsView view = DeploymentsView.of(deployments);
        output.print(view, () -> text(view, output));
    }

    /** The same, with its own name as the first argument. */
    public void _main(
            CommandSession session,
            @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            String name,
            String... arguments)
            throws CommandException {
        deployStatus(session, form, arguments);
    }

    private static String text(DeploymentsView view, Output output) {
        String unsettled = view.settled() ? "" : "not all files were dealt with yet\n";
        if (view.files().isEmpty()) {
            return "the deploy folder is empty\n" + unsettled;
        }
        Table table = new Table("FILE", "BUNDLE", "VERSION", "STATE", "SINCE", "REASON");
        for (FileView file : view.files()) {
            table.row(
                    file.file(),
                    file.bundle(),
                    file.version(),
                    file.state(),
                    ReportText.second(Instant.parse(file.since())),
                    file.reason());
        }
        return table.text(output.width()) + unsettled;
    }
}
