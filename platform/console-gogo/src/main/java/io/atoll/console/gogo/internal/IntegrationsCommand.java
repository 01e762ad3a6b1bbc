package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Integrations;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:integrations}: what is configured, and whether it can run. */
@Component(service = IntegrationsCommand.class)
@GogoCommand(scope = "atoll", function = "integrations")
public final class IntegrationsCommand {

    private final Integrations integrations;

    @Activate
    public IntegrationsCommand(@Reference Integrations integrations) {
        this.integrations = integrations;
    }

    @Descriptor("lists the configured integrations, and why one cannot run")
    public void integrations(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("none") String... arguments)
            throws CommandException {
        Output output = Output.of(session, form);
        Arguments.of("atoll:integrations", arguments).none();

        List<IntegrationView> views =
                integrations.all().stream().map(IntegrationView::of).toList();
        output.print(views, () -> text(views, output));
    }

    private static String text(List<IntegrationView> views, Output output) {
        if (views.isEmpty()) {
            return "no integration is configured\n";
        }
        Table table = new Table("ID", "STATE", "VERSION", "PROBLEM", "SOURCE");
        views.forEach(view -> table.row(view.id(), view.state(), view.version(), view.problem(), view.source()));
        return table.text(output.width());
    }
}
