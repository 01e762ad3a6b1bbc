package io.atoll.map.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.map.internal.Jq.Program;
import io.atoll.map.internal.Jq.Result;
import java.util.Optional;

/**
 * Makes programs of the JQ texts of mappings.
 *
 * <p>A text that is one JSON value is a program whose only output is that value; it is read once and never run.
 */
final class Programs {

    private static final ObjectReader JSON =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Jq jq;

    Programs(Jq jq) {
        this.jq = jq;
    }

    /** Makes a program of a text, whose single quotes may stand for double ones. */
    Program compile(String text) throws Jq.Uncompilable {
        Optional<JsonNode> literal = literal(text);
        return literal.isPresent() ? constant(new Result.Output(literal.get())) : jq.compile(Quotes.fix(text));
    }

    /** Makes a program of a text; one that does not compile is undefined for every input. */
    Program lenient(String text) {
        try {
            return compile(text);
        } catch (Jq.Uncompilable e) {
            return constant(new Result.Undefined(String.valueOf(e.getMessage())));
        }
    }

    private static Program constant(Result result) {
        return input -> result;
    }

    /** The value of a text that is one JSON value, and gives it whatever the record. */
    Optional<JsonNode> literal(String text) {
        try {
            JsonNode value = JSON.readTree(Quotes.fix(text));
            return value.isMissingNode() ? Optional.empty() : Optional.of(Numbers.normalise(value));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
