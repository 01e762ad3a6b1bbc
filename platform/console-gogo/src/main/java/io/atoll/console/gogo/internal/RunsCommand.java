package io.atoll.console.gogo.internal;

import io.atoll.model.Spelling;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:runs}, {@code atoll:run} and {@code atoll:cancel}: what ran and runs, the story of one run, and its end. */
@Component(service = RunsCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"runs", "run", "cancel"})
public final class RunsCommand {

    /** How far back a run is looked for. */
    private static final int MEMORY = 10_000;

    private final SyncEngine engine;
    private final Integrations integrations;

    @Activate
    public RunsCommand(@Reference SyncEngine engine, @Reference Integrations integrations) {
        this.engine = engine;
        this.integrations = integrations;
    }

    @Descriptor("lists the latest runs, newest first")
    public void runs(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("how many; 10 by default")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "10")
                    String number,
            @Descriptor("only this instance: type~instance, or type if it has one instance") String... instance)
            throws CommandException {
        Output output = Output.of(session, form);
        long limit = Math.min(Arguments.count("-n", number), MEMORY);
        Optional<String> wanted = Arguments.of("atoll:runs", instance).atMostOne("one instance");

        List<RunReport> reports = wanted.isEmpty() ? engine.recent((int) limit) : of(wanted.get());
        List<RunReport> latest = reports.stream().limit(limit).toList();
        output.print(latest.stream().map(RunView::of).toList(), () -> text(latest, output));
    }

    @Descriptor("prints the report of a run: counts by kind, gaps, failures, deletions")
    public void run(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the run") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        RunReport report = find(Arguments.of("atoll:run", run).one("one run"));

        output.print(RunReportView.of(report), () -> ReportText.of(report, output.width()));
    }

    @Descriptor("asks a run to end; what it has written stays, and nothing is deleted after that")
    public void cancel(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the run") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        RunId id = find(Arguments.of("atoll:cancel", run).one("one run")).id();

        if (!engine.cancel(id, "cancelled from the shell")) {
            throw new CommandException("run " + id + " has ended already; see 'atoll:run " + id + "'");
        }
        output.print(CancelledView.of(id), () -> "run " + id + " was asked to end\n");
    }

    private List<RunReport> of(String written) throws CommandException {
        List<RunReport> reports = engine.recent(MEMORY);
        Collection<String> names = new TreeSet<>();
        integrations.all().forEach(integration -> names.add(integration.id().toString()));
        reports.forEach(report -> names.add(report.integration().toString()));
        var integration = new InstanceNames(names).find(written);
        return reports.stream()
                .filter(report -> report.integration().equals(integration))
                .toList();
    }

    private RunReport find(String written) throws CommandException {
        Optional<RunReport> report = engine.report(new RunId(written));
        if (report.isPresent()) {
            return report.get();
        }
        List<String> known =
                engine.recent(MEMORY).stream().map(each -> each.id().value()).toList();
        List<String> guesses = Spelling.guesses(written, known);
        throw new CommandException("there is no run '" + written + "'"
                + (guesses.isEmpty()
                        ? "; 'atoll:runs' lists those there are"
                        : "; did you mean " + String.join(" or ", guesses) + "?"));
    }

    private static String text(List<RunReport> reports, Output output) {
        if (reports.isEmpty()) {
            return "there is no run\n";
        }
        Table table = new Table(
                "RUN", "INTEGRATION", "STATUS", "STARTED", "FETCHED", "WRITTEN", "FAILED", "DELETED", "REASON");
        for (RunReport report : reports) {
            RunView view = RunView.of(report);
            table.row(
                    view.run(),
                    view.integration(),
                    view.status(),
                    ReportText.second(report.startedAt()),
                    view.fetched(),
                    view.upserted(),
                    view.failed(),
                    view.deleted(),
                    view.reason());
        }
        return table.text(output.width());
    }
}
