package io.atoll.launcher;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes commands in a running platform: {@code atoll shell [--data DIR] [-c 'COMMANDS']}, or one command by its words after {@code
 * --run}. If one of these is {@code -}, the command gets the standard input of this process.
 *
 * <p>Without either it {@linkplain Prompt converses} with whoever sits at the terminal; or, if the standard input is none, it executes each
 * line of it, all in one session, until its end or {@code exit}; of a line that ends with a tab, it prints what the last word may become. The
 * platform is that of the data folder named by {@code --data}, else by the system property {@code atoll.data}, else by the environment
 * variable {@code ATOLL_DATA}. The environment variable {@code COLUMNS} tells the width of the terminal.
 *
 * <p>The exit status is that of the last command, or one of the constants of this class.
 */
public final class Shell {

    /** The exit status if no platform runs on the data folder. */
    public static final int NOT_RUNNING = 3;

    /** The exit status if the platform went away before a command ended. */
    public static final int LOST = 3;

    /** The exit status if what a command printed could not be written. */
    public static final int UNWRITTEN = 1;

    /** The exit status if whoever read the output left before its end: that of a process which SIGPIPE ends. */
    public static final int UNREAD = 141;

    /** The exit status if the arguments are wrong. */
    public static final int MISUSED = 2;

    private static final int LONGEST_INPUT = 500_000;
    private static final String USAGE = "usage: atoll shell [--data DIR] [-c 'COMMANDS']";

    /** What a line ends with if it is not to be executed, but completed. */
    private static final String COMPLETE = "\t";

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final boolean terminal;

    /**
     * A client on given streams.
     *
     * @param terminal whether a person sees what goes out and types what comes in
     */
    Shell(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Runs the client on the streams of this process, and exits with its status. */
    @SuppressWarnings("SystemConsoleNull") // that of java.base is null where there is no terminal
    public static void main(String... arguments) {
        System.setProperty("jdk.console", "java.base");
        boolean terminal = System.console() != null;
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Shell(System.in, out, err, terminal).run(System.getenv(), arguments));
    }

    /** Runs the client; returns its exit status. */
    int run(Map<String, String> environment, String... arguments) {
        String data = System.getProperty("atoll.data", environment.getOrDefault("ATOLL_DATA", ""));
        Optional<Command> command = Optional.empty();
        List<String> words = List.of();
        for (int i = 0; i < arguments.length; i += 2) {
            if (arguments[i].equals("--run")) {
                words = List.of(arguments).subList(i + 1, arguments.length);
                break;
            }
            if (i + 1 == arguments.length) {
                return misused(arguments[i] + " needs an argument, or is none");
            }
            switch (arguments[i]) {
                case "--data" -> data = arguments[i + 1];
                case "-c" -> command = Optional.of(new Command.Text(arguments[i + 1]));
                default -> {
                    return misused("there is no argument '" + arguments[i] + "'; commands are one text after -c");
                }
            }
        }
        if (data.isEmpty()) {
            return misused("name the data folder of the platform by --data or ATOLL_DATA");
        }
        return words.isEmpty()
                ? connect(Path.of(data), columns(environment), command)
                : execute(Path.of(data), columns(environment), words);
    }

    /** Executes one command by its words. */
    private int execute(Path data, int width, List<String> words) {
        try {
            String input = "";
            if (words.contains("-")) {
                byte[] bytes = in.readNBytes(LONGEST_INPUT + 1);
                if (bytes.length > LONGEST_INPUT) {
                    return misused(
                            "the standard input is longer than " + LONGEST_INPUT + " bytes; name a file by @FILE");
                }
                input = new String(bytes, StandardCharsets.UTF_8);
            }
            String folder = Path.of("").toAbsolutePath().toString();
            return connect(data, width, Optional.of(new Command.Words(words, folder, input)));
        } catch (IOException e) {
            return misused("the standard input cannot be read: " + e.getMessage());
        }
    }

    private int connect(Path folder, int width, Optional<Command> command) {
        Path data = folder.toAbsolutePath().normalize();
        Optional<Connection> reached;
        try {
            reached = Connection.open(data);
        } catch (IOException e) {
            err.println("the platform on " + data + " cannot be reached: " + e.getMessage());
            return NOT_RUNNING;
        }
        if (reached.isEmpty()) {
            err.println("no platform is running on " + data + "; start one with bin/atoll");
            return NOT_RUNNING;
        }
        try (Connection connection = reached.get()) {
            if (command.isPresent()) {
                return connection.execute(command.get(), width, out, err);
            }
            return terminal ? Prompt.converse(data, connection, err) : executeLines(connection);
        } catch (Connection.Unwritten e) {
            if (e.unread()) {
                return UNREAD;
            }
            err.println("the output cannot be written: " + e.getMessage());
            return UNWRITTEN;
        } catch (IOException e) {
            err.println("the platform on " + data + " was lost: " + e.getMessage());
            return LOST;
        }
    }

    private int executeLines(Connection connection) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int status = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line.strip();
            if (command.equals("exit") || command.equals("quit")) {
                return status;
            }
            if (line.endsWith(COMPLETE)) {
                String begun = line.substring(0, line.length() - COMPLETE.length());
                connection.execute(Command.complete(begun), Connection.NO_WIDTH, out, err);
            } else if (!command.isEmpty()) {
                status = connection.execute(new Command.Text(command), Connection.NO_WIDTH, out, err);
            }
        }
        return status;
    }

    private int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return terminal && columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : Connection.NO_WIDTH;
    }

    private int misused(String reason) {
        err.println(reason);
        err.println(USAGE);
        return MISUSED;
    }
}
