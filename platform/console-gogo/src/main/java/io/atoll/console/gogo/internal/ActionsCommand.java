package io.atoll.console.gogo.internal;

import io.atoll.pipeline.ActionDesk;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code atoll:actions}: what is carried out for people of the catalog, and what waits. */
@Component(service = ActionsCommand.class)
@GogoCommand(scope = "atoll", function = "actions")
public final class ActionsCommand {

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ActionDesk> desks = List.of();

    /** Knows no instance yet. */
    @Activate
    public ActionsCommand() {}

    ActionsCommand(List<ActionDesk> desks) {
        this.desks = desks;
    }

    @Descriptor("lists the runs of actions that are carried out, wait, or are not reported yet")
    public void actions(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("only this instance: type~instance, or type if it has one instance") String... instance)
            throws CommandException {
        Output output = Output.of(session, form);
        Optional<String> wanted = Arguments.of("atoll:actions", instance).atMostOne("one instance");
        List<ActionsView> all = desks.stream()
                .map(ActionsView::of)
                .sorted(Comparator.comparing(ActionsView::integration))
                .toList();
        List<ActionsView> views = wanted.isEmpty() ? all : only(wanted.get(), all);
        output.print(views, () -> text(views, output));
    }

    private static List<ActionsView> only(String written, List<ActionsView> all) throws CommandException {
        String name = new InstanceNames(
                        all.stream().map(ActionsView::integration).toList())
                .find(written)
                .toString();
        return all.stream().filter(view -> view.integration().equals(name)).toList();
    }

    private static String text(List<ActionsView> views, Output output) {
        if (views.isEmpty()) {
            return "no integration is configured\n";
        }
        Table table = new Table("INTEGRATION", "ACTIONS", "RUN", "ACTION", "STATE", "SINCE", "DETAIL");
        for (ActionsView view : views) {
            table.row(view.integration(), view.state(), "", "", "", "", view.trouble());
            for (ActionsView.Run run : view.runs()) {
                table.row("", "", run.id(), run.action(), run.state(), run.since(), run.detail());
            }
        }
        return table.text(output.width());
    }
}
