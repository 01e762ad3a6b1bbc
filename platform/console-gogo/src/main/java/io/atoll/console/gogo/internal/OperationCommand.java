package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * The command of an operation.
 *
 * @param operations perform it
 * @param operation what it asks for
 * @param pause between two looks at a run that is followed
 */
record OperationCommand(Operations operations, Operation<?, ?> operation, Duration pause) implements Function {

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments)
            throws CommandException, InterruptedException {
        List<String> words = arguments.stream().map(String::valueOf).toList();
        Shortcut meant = Shortcut.of(operation.name(), words);
        Optional<Operation<?, ?>> other = meant.operation().equals(operation.name())
                ? Optional.of(operation)
                : operations.find(meant.operation());
        if (other.isEmpty()) {
            throw CommandException.refused("the operation '" + meant.operation() + "' is not there now");
        }
        new OperationCommand(operations, other.get(), pause).perform(session, meant.words());
        return null;
    }

    private void perform(CommandSession session, List<String> words) throws CommandException, InterruptedException {
        Grammar grammar = new Grammar(operation);
        Said said = Reading.of(grammar, words, new Texts(Process.Utils.current().in(), session.currentDir()));
        Output output = Output.of(session, said.form());
        if (said.help()) {
            output.text(Help.of(grammar));
            return;
        }
        Platform platform = new Platform(operations);
        if (operation.list()) {
            new Listing(platform, operation.name(), said, output).print(Renderings.list(operation, said.form()));
            return;
        }
        JsonNode answer = platform.ask(operation.name(), said.input());
        Following following = new Following(platform, output, pause);
        if (operation.name().equals("plan")) {
            following.toItsPlan(answer.path("run").asText(), said.all());
        } else if (said.follow()) {
            output.err().println("run " + answer.path("run").asText() + " began");
            following.toItsReport(answer.path("run").asText());
        } else {
            print(answer, output);
        }
    }

    private void print(JsonNode answer, Output output) throws CommandException {
        if (output.form().forPrograms()) {
            output.document(answer);
        } else {
            output.text(Renderings.text(operation.name(), answer, output));
        }
        if (answer.path("passed").isBoolean() && !answer.path("passed").asBoolean()) {
            throw CommandException.negative("atoll:" + Grammar.name(operation) + " did not pass");
        }
        if (answer.path("verdict").asText().equals("unseen")) {
            throw CommandException.negative("no record that is kept has to do with it");
        }
    }

    /** The names of the commands of an operation: its own, and those by which people have known it. */
    static List<String> names(Operation<?, ?> operation) {
        String name = Grammar.name(operation);
        return switch (operation.name()) {
            case "abort" -> List.of(name, "cancel");
            case "events replay" -> List.of(name, "replay");
            case "deploy-status" -> List.of(name, "deployStatus");
            default -> List.of(name);
        };
    }
}
