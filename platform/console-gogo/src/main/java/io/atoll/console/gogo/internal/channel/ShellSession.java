package io.atoll.console.gogo.internal.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.console.gogo.internal.CommandException;
import io.atoll.console.gogo.internal.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Result;
import org.jspecify.annotations.Nullable;

/**
 * One client: reads its requests, executes them in one Gogo session, and answers.
 *
 * <p>It reads on while a command is executed: that is how it sees the client leave.
 */
final class ShellSession {

    static final int LONGEST_REQUEST = 1 << 20;
    static final int MISUSED = 2;

    private static final String PIPE_EXCEPTION = "pipe-exception";

    private final SocketChannel client;
    private final CommandProcessor processor;
    private final ExecutorService threads;
    private final ObjectMapper json;
    private final Frames frames;
    private final OutputStream out;
    private final OutputStream err;
    private final StandardInput in = new StandardInput();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Result lastResult;

    /**
     * Prepares a session.
     *
     * @param client closed by whoever opened it
     * @param threads executes the commands
     */
    ShellSession(SocketChannel client, CommandProcessor processor, ExecutorService threads, ObjectMapper json) {
        this.client = client;
        this.processor = processor;
        this.threads = threads;
        this.json = json;
        this.frames = new Frames(Channels.newOutputStream(client), json);
        this.out = frames.out();
        this.err = frames.err();
    }

    /** Serves the client until it leaves, breaks the protocol, or the calling thread is interrupted. */
    void serve() throws IOException {
        Future<?> running = CompletableFuture.completedFuture(null);
        CommandSession session = processor.createSession(in, out, err);
        try {
            session.put("SCOPE", "atoll:gogo:*");
            session.setJobListener((job, previous, current) -> noteResult(job, current));
            LineReader lines = new LineReader(Channels.newInputStream(client), LONGEST_REQUEST);
            for (String line = lines.next(); line != null; line = lines.next()) {
                Request request = Request.read(line, json);
                if (!busy.compareAndSet(false, true)) {
                    throw new Request.Malformed("the next request may follow when the one before has its exit status");
                }
                running = threads.submit(() -> answer(session, request));
            }
        } catch (Request.Malformed malformed) {
            refuse(malformed.reason(), MISUSED);
        } finally {
            running.cancel(true);
            session.close();
        }
    }

    /** Tells the client why it is not served. */
    void refuse(String reason, int status) throws IOException {
        tell(reason);
        frames.exit(status);
    }

    private @Nullable Void answer(CommandSession session, Request request) throws IOException {
        session.put("COLUMNS", request.width().isPresent() ? request.width().getAsInt() : null);
        request.folder().ifPresent(session::currentDir);
        in.begin(request.input());
        for (int i = 1; i < request.arguments().size(); i++) {
            session.put("argument" + i, request.arguments().get(i));
        }
        int status = execute(session, request.command());
        busy.set(false);
        frames.exit(status);
        return null;
    }

    private int execute(CommandSession session, String command) throws IOException {
        lastResult = null;
        try {
            Object value = session.execute(command);
            if (value != null) {
                PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                printed.println(session.format(value, Converter.INSPECT));
            }
            return status(session);
        } catch (Exception e) {
            tell(reason(e));
            return e instanceof CommandException failure ? failure.status() : 1;
        }
    }

    /** The status of the last job; one whose pipe broke before its end failed as well. */
    private int status(CommandSession session) {
        Result result = lastResult;
        if (result != null && result.error() != 0) {
            return result.error();
        }
        return session.get(PIPE_EXCEPTION) == null ? 0 : 1;
    }

    private void noteResult(Job job, Job.Status current) {
        if (current == Job.Status.Done && job.parent() == null) {
            lastResult = job.result();
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null && (failure instanceof ExecutionException || failure instanceof InvocationTargetException)) {
            return reason(cause);
        }
        String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        if (message.startsWith("Cannot coerce ")) {
            return message + "; 'help' and the name of the command tells what it takes";
        }
        boolean speaksForItself = failure instanceof CommandException
                || failure.getClass().getName().startsWith("org.apache.felix.gogo.");
        return speaksForItself ? message : failure.getClass().getSimpleName() + ": " + message;
    }

    private void tell(String reason) throws IOException {
        err.write((Printable.line(reason) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
