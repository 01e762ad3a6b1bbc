package io.atoll.console.gogo.internal;

import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * {@code atoll:watch}: follows a run to its end and prints its report.
 *
 * @param operations tell how far it is
 * @param progress the operation that does
 * @param pause between two looks
 */
record WatchCommand(Operations operations, Operation<?, ?> progress, Duration pause) implements Function {

    static final String NAME = "watch";
    static final String SUMMARY = "Follows a run to its end and prints its report; status 0 only if it is complete";

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments)
            throws CommandException, InterruptedException {
        Grammar grammar = new Grammar(progress, NAME, SUMMARY);
        List<String> words = arguments.stream().map(String::valueOf).toList();
        Said said = Reading.of(grammar, words, new Texts(Process.Utils.current().in(), session.currentDir()));
        Output output = Output.of(session, said.form());
        if (said.help()) {
            output.text(Help.of(grammar));
        } else {
            new Following(new Platform(operations), output, pause)
                    .toItsReport(said.input().path("run").asText());
        }
        return null;
    }
}
