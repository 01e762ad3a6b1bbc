package io.atoll.jq.internal.command;

import io.atoll.jq.Jq;
import io.atoll.jq.Limits;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The jq command: options, texts and exit statuses are those of jq 1.8. */
public final class JqCommand {

    private static final String VERSION = "jq-1.8.2-atoll";
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    /** What the system says of a reader that has enough, such as {@code head}. */
    private static final String NO_READER = "pipe";

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream messages;
    private final Map<String, String> environment;

    /**
     * A command that is still to be run.
     *
     * @param environment what {@code $ENV} gives
     */
    public JqCommand(InputStream in, OutputStream out, OutputStream messages, Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.messages = new PrintStream(messages, true, StandardCharsets.UTF_8);
        this.environment = environment;
    }

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        JqCommand command = new JqCommand(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv());
        System.exit(command.run(List.of(arguments)));
    }

    /** Runs it; gives the exit status. */
    public int run(List<String> arguments) {
        try (Writer writer = new BufferedWriter(
                new OutputStreamWriter(
                        out,
                        StandardCharsets.UTF_8
                                .newEncoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .replaceWith(REPLACEMENT)),
                BUFFER)) {
            return run(Arguments.read(arguments), writer);
        } catch (UsageException e) {
            messages.println(e.getMessage());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains(NO_READER)) {
                messages.println("jq: error: writing output failed: " + e.getMessage());
            }
        } catch (OutOfMemoryError e) {
            messages.println("jq: error: out of memory");
        }
        return Status.USAGE;
    }

    private int run(Invocation invocation, Writer writer) throws IOException {
        if (invocation.has(Flag.HELP)) {
            writer.write(usage());
            return Status.DONE;
        }
        if (invocation.has(Flag.VERSION)) {
            writer.write(VERSION + "\n");
            return Status.DONE;
        }
        String cases = invocation.cases();
        if (cases != null) {
            try (Source source = new Source(List.of(cases), in, messages)) {
                new Cases().run(source, writer, invocation.has(Flag.UNBUFFERED));
                return source.failures() > 0 ? Status.USAGE : Status.DONE;
            }
        }
        String text = invocation.program();
        return evaluate(text == null ? "." : text, invocation, writer);
    }

    private int evaluate(String word, Invocation invocation, Writer writer) throws IOException {
        String text = word;
        if (invocation.has(Flag.FROM_FILE)) {
            try {
                text = TextFile.text(word);
            } catch (IOException e) {
                messages.println("jq: " + TextFile.reason(word, e));
                return Status.USAGE;
            }
        }
        Program program;
        try {
            program = Jq.standard()
                    .withLimits(invocation.has(Flag.LIMITS) ? Limits.standard() : Limits.none())
                    .withEnvironment(environment)
                    .withVariables(invocation.variables().keySet())
                    .compile(text);
        } catch (SyntaxException e) {
            messages.println(new Refusal(e).text());
            return Status.NO_PROGRAM;
        }
        List<String> files = invocation.files().isEmpty() ? List.of("-") : invocation.files();
        try (Source source = new Source(files, in, messages)) {
            return new Evaluation(program, invocation, source, writer, messages).run();
        }
    }

    private static String usage() throws IOException {
        try (InputStream text = JqCommand.class.getResourceAsStream("usage.txt")) {
            if (text == null) {
                throw new IOException("usage.txt is missing");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
