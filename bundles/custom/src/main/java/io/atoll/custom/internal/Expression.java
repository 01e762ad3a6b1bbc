package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A jq expression of a selector.
 *
 * @param key the key that it stands at, for messages
 */
record Expression(String key, Program program) {

    private static final Jq JQ = Jq.standard()
            .withLimits(Limits.standard()
                    .withTime(Duration.ofMinutes(1))
                    .withSteps(1_000_000_000)
                    .withGrowth(256L << 20));

    /** Compiles one. */
    static Expression of(String key, String text) throws Misconfigured {
        try {
            return new Expression(key, JQ.compile(text));
        } catch (SyntaxException e) {
            throw new Misconfigured(
                    "key '" + key + "' of the selector is no jq expression: '" + text + "': " + e.getMessage(), e);
        }
    }

    /** All outputs. */
    List<JsonNode> all(JsonNode input) throws Unexpected {
        try {
            return program.all(input);
        } catch (EvaluationException | LimitException | HaltException e) {
            throw failed(e);
        }
    }

    /** The first output; {@code null} if there is none. */
    @Nullable
    JsonNode first(JsonNode input) throws Unexpected {
        try {
            return program.first(input);
        } catch (EvaluationException | LimitException | HaltException e) {
            throw failed(e);
        }
    }

    private Unexpected failed(RuntimeException e) {
        return new Unexpected(key + " '" + program.text() + "' cannot be applied to what came: " + e.getMessage(), e);
    }
}
