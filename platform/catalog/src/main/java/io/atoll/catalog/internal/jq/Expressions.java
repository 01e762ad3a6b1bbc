package io.atoll.catalog.internal.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** jq programs of blueprints, actions and webhooks, each compiled once. Safe for use by several threads. */
public final class Expressions {

    private static final int MOST = 1000;

    private final Map<String, Optional<Program>> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Program>> eldest) {
            return size() > MOST;
        }
    };

    /** Refuses a text that is no program; {@code where} says where it stands. */
    public void check(String text, String where) {
        try {
            compile(text);
        } catch (SyntaxException e) {
            throw Refusal.invalid(where + " is no jq program: " + e.getMessage());
        }
    }

    /** The first output; JSON null if there is none, if the program fails, or if the text is no program. */
    public JsonNode first(String text, JsonNode input) {
        var program = program(text);
        if (program.isEmpty()) {
            return NullNode.getInstance();
        }
        try {
            var output = program.get().first(input);
            return output == null ? NullNode.getInstance() : output;
        } catch (EvaluationException | LimitException e) {
            return NullNode.getInstance();
        }
    }

    /** All outputs; none if the program fails or the text is no program. */
    public List<JsonNode> all(String text, JsonNode input) {
        try {
            return program(text).map(program -> program.all(input)).orElse(List.of());
        } catch (EvaluationException | LimitException e) {
            return List.of();
        }
    }

    private Optional<Program> program(String text) {
        synchronized (compiled) {
            var known = compiled.get(text);
            if (known == null) {
                known = compiledOrNone(text);
                compiled.put(text, known);
            }
            return known;
        }
    }

    private static Optional<Program> compiledOrNone(String text) {
        try {
            return Optional.of(compile(text));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    /** Texts in single quotes, which jq does not know, are taken as texts in double quotes. */
    private static Program compile(String text) throws SyntaxException {
        try {
            return Jq.standard().compile(text);
        } catch (SyntaxException e) {
            if (text.indexOf('\'') < 0) {
                throw e;
            }
            return Jq.standard().compile(text.replace('\'', '"'));
        }
    }
}
