package io.atoll.console.gogo.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.OptionalInt;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

/** The real Gogo runtime, with commands of one's choice, outside of any framework. */
public final class Gogo implements AutoCloseable {

    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);

    public Gogo() {
        streams.start();
    }

    public CommandProcessorImpl processor() {
        return processor;
    }

    public Gogo with(Object commands, String... functions) {
        for (String function : functions) {
            processor.addCommand("atoll", commands, function);
        }
        return this;
    }

    /** What a line prints, on a terminal of unknown width. */
    public Said run(String line) throws Exception {
        return run(line, OptionalInt.empty());
    }

    /** What a line prints on a terminal of so many columns. */
    public Said run(String line, int columns) throws Exception {
        return run(line, OptionalInt.of(columns));
    }

    private Said run(String line, OptionalInt columns) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err)) {
            columns.ifPresent(width -> session.put("COLUMNS", width));
            session.execute(line);
        }
        return new Said(out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Ends all sessions, and waits for their commands: a late one would take the streams of the next test. */
    @Override
    public void close() throws Exception {
        processor.stop();
        Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("pipe-")));
        streams.stop();
    }

    /** What went to the two streams. */
    public record Said(String out, String err) {}
}
