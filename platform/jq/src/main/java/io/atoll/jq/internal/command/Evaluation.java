package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.LimitException;
import io.atoll.jq.Program;
import io.atoll.jq.internal.value.JsonFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Evaluates one program on all inputs. An error on an input is said; the next input follows. */
final class Evaluation {

    private final Program program;
    private final Invocation invocation;
    private final Source source;
    private final Writer out;
    private final PrintStream messages;
    private final Printer printer;
    private boolean halted;

    Evaluation(Program program, Invocation invocation, Source source, Writer out, PrintStream messages) {
        this.program = program;
        this.invocation = invocation;
        this.source = source;
        this.out = out;
        this.messages = messages;
        this.printer = new Printer(out, invocation);
    }

    /**
     * To the end of the inputs.
     *
     * @return the exit status
     */
    int run() throws IOException {
        int status = Status.NOTHING;
        int last = Status.NOTHING;
        if (invocation.has(Flag.NULL_INPUT)) {
            status = evaluate(NullNode.getInstance());
        } else {
            Inputs inputs = Inputs.of(source, invocation);
            try {
                for (JsonNode input = next(inputs); input != null && !halted; input = halted ? null : next(inputs)) {
                    status = evaluate(input);
                    last = status == Status.DONE || status == Status.FALSE ? status : last;
                }
            } catch (EvaluationException e) {
                say("jq: parse error: " + e.getMessage());
                status = Status.FAILED;
            }
        }
        if (source.failures() > 0) {
            status = Status.USAGE;
        }
        if (!invocation.has(Flag.EXIT_STATUS)) {
            return Math.max(0, status);
        }
        return Math.abs(status == Status.NOTHING ? last : status);
    }

    private @Nullable JsonNode next(Inputs inputs) throws IOException {
        return source.failures() > 0 ? null : inputs.next();
    }

    /** The status of one input. */
    private int evaluate(JsonNode input) throws IOException {
        int[] status = {Status.NOTHING};
        try {
            program.evaluate(input, invocation.variables(), output -> {
                try {
                    printer.print(output);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                status[0] =
                        output.isNull() || (output.isBoolean() && !output.booleanValue()) ? Status.FALSE : Status.DONE;
                return true;
            });
            return status[0];
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (EvaluationException e) {
            JsonNode value = e.value();
            say("jq: error (at " + source.position() + ")"
                    + (value.isTextual() ? ": " + value.textValue() : " (not a string): " + text(value)));
        } catch (LimitException e) {
            say("jq: error (at " + source.position() + "): " + e.getMessage());
        } catch (HaltException e) {
            halted = true;
            halt(e);
            return e.status();
        }
        return Status.FAILED;
    }

    private void halt(HaltException halt) throws IOException {
        JsonNode last = halt.value().orElse(NullNode.getInstance());
        if (last.isTextual()) {
            out.flush();
            messages.print(last.textValue());
            messages.flush();
        } else if (!last.isNull()) {
            say(text(last));
        }
    }

    private static String text(JsonNode value) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonFormat.COMPACT.write(value, text);
        return text.toString();
    }

    private void say(String message) throws IOException {
        out.flush();
        messages.println(message);
    }
}
