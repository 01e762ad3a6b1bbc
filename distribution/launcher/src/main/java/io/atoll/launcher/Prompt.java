package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * A conversation with a person at a terminal. Lines can be edited, completed by Tab, and found again by Up and Ctrl-R; Ctrl-C cancels a
 * line or the command that is being executed, Ctrl-D in an empty line ends.
 *
 * <p>Who cancels a command leaves the session of the platform, which interrupts it there. The next command has a new session.
 */
final class Prompt implements AutoCloseable {

    /** The status of a command that was cancelled. */
    static final int CANCELLED = 130;

    private static final String TEXT = "atoll> ";

    private final Path data;
    private final Terminal terminal;
    private final PrintStream err;
    private final History history = new History();
    private final LineReader lines;
    private volatile Connection connection;
    private volatile boolean cancelled;

    /**
     * A conversation at a given terminal.
     *
     * @param data the folder of the platform, where the history is kept
     * @param connection to the platform; this closes it
     * @param err takes what commands say about errors
     */
    Prompt(Path data, Connection connection, Terminal terminal, PrintStream err) {
        this.data = data;
        this.connection = connection;
        this.terminal = terminal;
        this.err = err;
        this.lines = LineReaderBuilder.builder()
                .appName("atoll")
                .terminal(terminal)
                .parser(new Words())
                .completer((reader, line, candidates) -> complete(line, candidates))
                .history(history)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        terminal.handle(Signal.INT, signal -> cancel());
    }

    /** Converses at the terminal of this process; returns the status of the last command. */
    static int converse(Path data, Connection connection, PrintStream err) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder()
                        .system(true)
                        .jna(false)
                        .jansi(false)
                        .dumb(true)
                        .encoding(UTF_8)
                        .build();
                Prompt prompt = new Prompt(data, connection, terminal, err)) {
            return prompt.converse();
        }
    }

    /**
     * Executes each line until the person ends; returns the status of the last command.
     *
     * @throws IOException if the platform went away
     */
    int converse() throws IOException {
        try {
            lines.setVariable(LineReader.HISTORY_FILE, History.file(data));
        } catch (IOException e) {
            err.println("what is typed here is not kept for the next time: " + e);
        }
        int status = 0;
        while (true) {
            String line;
            cancelled = false;
            try {
                line = lines.readLine(TEXT);
            } catch (UserInterruptException left) {
                continue;
            } catch (EndOfFileException end) {
                return status;
            }
            String command = line.strip();
            if (command.equals("exit") || command.equals("quit")) {
                return status;
            }
            if (!command.isEmpty()) {
                status = keep(line) ? execute(new Command.Text(command), terminal.output(), err) : CANCELLED;
                if (status == CANCELLED) {
                    terminal.writer().println();
                }
            }
        }
    }

    /** Keeps a line, if the platform sees no secret in it; false if that was cancelled, and so the line. */
    private boolean keep(String line) throws IOException {
        int status = execute(Command.mayKeep(line), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        if (status == 0 && !cancelled) {
            history.keep(line);
        }
        return status != CANCELLED && !cancelled;
    }

    /** Offers what the platform says; nothing if it went away, which the next command tells. */
    private void complete(ParsedLine line, List<Candidate> candidates) {
        String begun = line.line().substring(0, line.cursor());
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        try {
            execute(Command.complete(begun), words, OutputStream.nullOutputStream());
        } catch (IOException lost) {
            return;
        }
        words.toString(UTF_8).lines().map(Candidate::new).forEach(candidates::add);
    }

    /** Executes a command; one that is cancelled on the way has the status {@link #CANCELLED}. */
    private int execute(Command command, OutputStream out, OutputStream errors) throws IOException {
        Thread.interrupted(); // a Ctrl-C that came too late for the line is not one for the command
        if (!connection.isOpen()) {
            connection = Connection.open(data).orElseThrow(() -> new IOException("it does not run any more"));
        }
        if (cancelled) {
            return CANCELLED;
        }
        Connection used = connection;
        try {
            return used.execute(command, Math.max(Connection.NO_WIDTH, terminal.getWidth()), out, errors);
        } catch (IOException e) {
            if (used.isOpen()) {
                throw e;
            }
            return CANCELLED;
        }
    }

    private void cancel() {
        cancelled = true;
        try {
            connection.close();
        } catch (IOException e) {
            err.println("the command cannot be cancelled: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** Words end where commands do. */
    private static final class Words extends DefaultParser {

        @Override
        public boolean isDelimiterChar(CharSequence line, int position) {
            return super.isDelimiterChar(line, position) || Command.ENDS.indexOf(line.charAt(position)) >= 0;
        }
    }
}
