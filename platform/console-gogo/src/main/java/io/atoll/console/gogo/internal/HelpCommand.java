package io.atoll.console.gogo.internal;

import io.atoll.model.Spelling;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * {@code atoll:help}: what the commands of the platform do and take; of all others, what the container's own help says. As the command
 * {@code default}, which Gogo calls for those that are not there, it names the nearest that are.
 *
 * @param operations that have commands
 */
record HelpCommand(Operations operations) {

    private static final String CONTAINER = "felix:help";

    /** Prints help about a command, or one line for each. */
    @Nullable
    Object help(CommandSession session, List<Object> arguments) throws Exception {
        if (arguments.isEmpty()) {
            StringBuilder text = new StringBuilder();
            operations.all().forEach(each -> text.append(Help.line(Grammar.name(each), each.summary())));
            text.append(Help.line(WatchCommand.NAME, WatchCommand.SUMMARY));
            text.append(Help.line(LoginCommand.NAME, LoginCommand.SUMMARY));
            Process.Utils.current().out().print(text.append("\nof the container:\n"));
            return container(session, arguments);
        }
        String name = arguments.getFirst().toString().replaceFirst("^atoll:", "");
        if (name.equals(LoginCommand.NAME)) {
            Process.Utils.current().out().print(LoginCommand.help());
            return null;
        }
        Optional<Grammar> known = grammar(name);
        if (known.isEmpty()) {
            return container(session, arguments);
        }
        Process.Utils.current().out().print(Help.of(known.get()));
        return null;
    }

    private Optional<Grammar> grammar(String name) {
        if (name.equals(WatchCommand.NAME)) {
            return operations.find("progress").map(each -> new Grammar(each, name, WatchCommand.SUMMARY));
        }
        for (Operation<?, ?> operation : operations.all()) {
            if (OperationCommand.names(operation).contains(name)) {
                return Optional.of(new Grammar(operation));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object container(CommandSession session, List<Object> arguments) throws Exception {
        if (session.get(CONTAINER) instanceof Function help) {
            return help.execute(session, new ArrayList<>(arguments));
        }
        throw CommandException.refused("there is no help about that; 'help' lists the commands");
    }

    /** Refuses a command that is not there. */
    @Nullable
    Object unknown(CommandSession session, List<Object> arguments) throws CommandException {
        String name = arguments.getFirst().toString();
        List<String> known =
                new ArrayList<>(operations.all().stream().map(Grammar::name).toList());
        known.addAll(List.of(WatchCommand.NAME, LoginCommand.NAME));
        List<String> guesses = Spelling.guesses(name.replaceFirst("^atoll:", ""), known);
        throw CommandException.refused("Command not found: " + name
                + (guesses.isEmpty()
                        ? "; 'help' lists those there are"
                        : "; did you mean " + String.join(" or ", guesses) + "?"));
    }
}
