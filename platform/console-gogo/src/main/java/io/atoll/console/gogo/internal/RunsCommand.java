package io.atoll.console.gogo.internal;

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

/** {@code atoll:runs}, {@code atoll:run}, {@code atoll:cancel} and {@code atoll:abort}: what ran and runs, the story of one run, and its end. */
@Component(service = RunsCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"runs", "run", "cancel", "abort"})
public final class RunsCommand {

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
        long limit = Math.min(Arguments.count("-n", number), KnownRuns.MEMORY);
        Optional<String> wanted = Arguments.of("atoll:runs", instance).atMostOne("one instance");

        List<RunReport> reports = wanted.isEmpty() ? engine.recent((int) limit) : of(wanted.get());
        List<RunReport> latest = reports.stream().limit(limit).toList();
        output.print(latest.stream().map(RunView::of).toList(), () -> text(latest, output));
    }

    @Descriptor("prints the report of a run: counts by kind, gaps, notes, failures, deletions, certificate")
    public void run(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the run, or an unambiguous part of it") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        RunReport report =
                new KnownRuns(engine).find(Arguments.of("atoll:run", run).one("one run"));

        List<String> certificate = engine.certificate(report.id());
        output.print(RunReportView.of(report, certificate), () -> ReportText.of(report, certificate, output.width()));
    }

    @Descriptor("asks a run to end; what it has written stays, and nothing is deleted after that")
    public void cancel(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the run, or an unambiguous part of it") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        end(Arguments.of("atoll:cancel", run).one("one run"), "cancelled from the shell", output);
    }

    @Descriptor("asks a run to end, as cancel does, and notes why")
    public void abort(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("the id of the run, then the reason, in any number of words") String... runAndReason)
            throws CommandException {
        Output output = Output.of(session, form);
        List<String> words = Arguments.of("atoll:abort", runAndReason).atLeastOne("a run and the reason");
        String reason = String.join(" ", words.subList(1, words.size()));

        end(words.getFirst(), reason.isEmpty() ? "aborted from the shell" : reason + " (shell)", output);
    }

    private void end(String written, String reason, Output output) throws CommandException {
        RunId id = new KnownRuns(engine).find(written).id();
        if (!engine.cancel(id, reason)) {
            throw new CommandException("run " + id + " has ended already; see 'atoll:run " + id + "'");
        }
        output.print(CancelledView.of(id), () -> "run " + id + " was asked to end\n");
    }

    private List<RunReport> of(String written) throws CommandException {
        List<RunReport> reports = engine.recent(KnownRuns.MEMORY);
        Collection<String> names = new TreeSet<>();
        integrations.all().forEach(integration -> names.add(integration.id().toString()));
        reports.forEach(report -> names.add(report.integration().toString()));
        var integration = new InstanceNames(names).find(written);
        return reports.stream()
                .filter(report -> report.integration().equals(integration))
                .toList();
    }

    private static String text(List<RunReport> reports, Output output) {
        if (reports.isEmpty()) {
            return "there is no run\n";
        }
        Table table = new Table(
                "RUN",
                "INTEGRATION",
                "MODE",
                "EPOCH",
                "STATUS",
                "STARTED",
                "FETCHED",
                "WRITTEN",
                "FAILED",
                "DELETED",
                "REASON");
        for (RunReport report : reports) {
            RunView view = RunView.of(report);
            table.row(
                    view.run(),
                    view.integration(),
                    view.mode(),
                    view.epoch(),
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
