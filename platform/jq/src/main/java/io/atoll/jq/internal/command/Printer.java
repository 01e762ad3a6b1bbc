package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.value.JsonFormat;
import java.io.IOException;
import java.io.Writer;

/** Writes outputs as the flags want them. */
final class Printer {

    private final Writer out;
    private final JsonFormat format;
    private final boolean raw;
    private final boolean ended;
    private final boolean nul;
    private final boolean flushed;

    Printer(Writer out, Invocation invocation) {
        this.out = out;
        this.format = invocation.format();
        this.nul = invocation.has(Flag.RAW_OUTPUT_NUL);
        boolean joined = invocation.has(Flag.JOIN_OUTPUT);
        this.raw = invocation.has(Flag.RAW_OUTPUT) || nul || joined;
        this.ended = !nul && !joined;
        this.flushed = invocation.has(Flag.UNBUFFERED);
    }

    /**
     * Writes one.
     *
     * @throws EvaluationException for a text that its end mark would cut
     */
    void print(JsonNode value) throws IOException {
        if (raw && value.isTextual() && !format.ascii()) {
            if (nul && value.textValue().indexOf('\0') >= 0) {
                throw new EvaluationException("Cannot dump a string containing NUL with --raw-output0 option");
            }
            out.write(value.textValue());
        } else {
            format.write(value, out);
        }
        if (ended) {
            out.write('\n');
        }
        if (nul) {
            out.write('\0');
        }
        if (flushed) {
            out.flush();
        }
    }
}
