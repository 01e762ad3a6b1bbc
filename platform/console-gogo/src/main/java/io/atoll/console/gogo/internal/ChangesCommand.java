package io.atoll.console.gogo.internal;

import io.atoll.model.Spelling;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.SyncEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:changes} and {@code atoll:failures}: what a run changes or has found to delete, and what failed in it. */
@Component(service = ChangesCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"changes", "failures"})
public final class ChangesCommand {

    private static final String ANY = "any";

    private final SyncEngine engine;

    @Activate
    public ChangesCommand(@Reference SyncEngine engine) {
        this.engine = engine;
    }

    @Descriptor(
            "lists what a plan would change, or what a run has found to delete, and what became of it; json lists all")
    public void changes(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("only this action: create, update, write or delete")
                    @Parameter(names = "--action", absentValue = ANY)
                    String action,
            @Descriptor("only this state: planned, done, refused, held, rejected or withheld")
                    @Parameter(names = "--state", absentValue = ANY)
                    String state,
            @Descriptor("how many; 100 by default")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "100")
                    String number,
            @Descriptor("list all")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("the id of the run or plan, or an unambiguous part of it") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        Predicate<Change> wanted = wanted(action, state);
        long limit = limit(number, all);
        RunId id = find("atoll:changes", run);

        if (output.json()) {
            output.array(rows -> engine.changes(id, change -> {
                if (wanted.test(change)) {
                    rows.accept(ChangeView.of(change));
                }
            }));
            return;
        }
        list(
                output,
                limit,
                "no such change",
                lines -> engine.changes(id, change -> {
                    if (wanted.test(change)) {
                        lines.accept(ChangeText.line(change));
                    }
                }));
    }

    @Descriptor("lists what failed in a run, with the raw records; json lists all")
    public void failures(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("how many; 100 by default")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "100")
                    String number,
            @Descriptor("list all")
                    @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean all,
            @Descriptor("the id of the run, or an unambiguous part of it") String... run)
            throws CommandException {
        Output output = Output.of(session, form);
        long limit = limit(number, all);
        RunId id = find("atoll:failures", run);

        if (output.json()) {
            output.array(rows -> engine.failures(id, failed -> rows.accept(FailedView.of(failed))));
            return;
        }
        list(output, limit, "nothing failed", lines -> engine.failures(id, failed -> lines.accept(text(failed))));
    }

    private RunId find(String command, String... run) throws CommandException {
        return new KnownRuns(engine)
                .find(Arguments.of(command, run).one("one run"))
                .id();
    }

    private static long limit(String number, boolean all) throws CommandException {
        return all ? Long.MAX_VALUE : Arguments.count("-n", number);
    }

    private static Predicate<Change> wanted(String action, String state) throws CommandException {
        List<String> actions = words(Change.Action.values());
        List<String> states = words(Change.State.values());
        check("--action", action, actions);
        check("--state", state, states);
        return change -> (action.equals(ANY) || word(change.action()).equals(action))
                && (state.equals(ANY) || word(change.state()).equals(state));
    }

    private static void check(String option, String value, List<String> known) throws CommandException {
        if (!value.equals(ANY) && !known.contains(value)) {
            List<String> guesses = Spelling.guesses(value, known);
            throw new CommandException(option + " takes one of " + String.join(", ", known) + ", but was '" + value
                    + "'" + (guesses.isEmpty() ? "" : "; did you mean " + String.join(" or ", guesses) + "?"));
        }
    }

    /** Prints the first texts of many. */
    private static void list(Output output, long limit, String otherwise, Consumer<Consumer<String>> source) {
        long[] seen = {0};
        source.accept(text -> {
            if (seen[0]++ < limit) {
                output.out().print(text);
            }
        });
        if (seen[0] == 0) {
            output.out().print(otherwise + "\n");
        } else if (seen[0] > limit) {
            output.out().print("… and " + (seen[0] - limit) + " more; --all lists them\n");
        }
    }

    private static String text(Failed failed) {
        String partition = failed.partition().isEmpty() ? "" : " in " + Printable.line(failed.partition());
        return Printable.line(failed.label()) + partition + ", " + Printable.line(failed.stage()) + ": "
                + Printable.line(failed.reason()) + "\n  "
                + Printable.line(failed.item().toString()) + "\n";
    }

    private static List<String> words(Enum<?>... names) {
        return Arrays.stream(names).map(ChangesCommand::word).toList();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
