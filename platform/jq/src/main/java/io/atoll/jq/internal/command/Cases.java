package io.atoll.jq.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.run.Meter;
import io.atoll.jq.internal.value.JsonFormat;
import io.atoll.jq.internal.value.JsonReader;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates cases as mappings do: standard limits, an empty environment, single quotes around a word taken for double ones.
 *
 * <p>A case is a line <code>{"expr": "…", "input": …}</code>, its answer a line <code>{"outputs": […]}</code> or <code>{"error":
 * "…"}</code>. A line that is no case has an error for an answer; a blank one has none.
 */
final class Cases {

    private static final Pattern OUTER_QUOTE =
            Pattern.compile("(?<=\\A|\\s)'(?![\\s\"])|(?<![\\s\"])'(?=\\s|\\z)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int PROGRAMS = 1000;

    private final Map<String, Attempt> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
            return size() > PROGRAMS;
        }
    };

    /** A program, or why there is none. */
    private record Attempt(@Nullable Program program, String refusal) {}

    /** Answers all. */
    void run(Source source, Writer out, boolean flushed) throws IOException {
        for (String line = source.line(); line != null; line = source.line()) {
            if (!line.isBlank()) {
                JsonFormat.COMPACT.write(answer(line), out);
                out.write('\n');
            }
            if (flushed) {
                out.flush();
            }
        }
    }

    private ObjectNode answer(String line) {
        JsonNode one;
        try {
            one = JsonReader.read(line, new Meter(Limits.none()));
        } catch (EvaluationException e) {
            return error("the line is no JSON: " + e.getMessage());
        }
        if (!one.path("expr").isTextual()) {
            return error("the line is no case: an object with a text \"expr\" is expected");
        }
        Attempt attempt = attempts.computeIfAbsent(one.get("expr").textValue(), Cases::compile);
        if (attempt.program() == null) {
            return error(attempt.refusal());
        }
        JsonNode input = one.has("input") ? one.get("input") : NullNode.getInstance();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode outputs = answer.putArray("outputs");
        try {
            attempt.program().evaluate(input, output -> {
                outputs.add(output);
                return true;
            });
            return answer;
        } catch (EvaluationException | LimitException | HaltException e) {
            return error(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private static ObjectNode error(String text) {
        return JsonNodeFactory.instance.objectNode().put("error", text);
    }

    private static Attempt compile(String text) {
        try {
            String quoted = OUTER_QUOTE.matcher(text).replaceAll("\"");
            return new Attempt(Jq.standard().compile(quoted), "");
        } catch (SyntaxException e) {
            return new Attempt(null, new Refusal(e).headline());
        }
    }
}
