package io.atoll.map.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.jq.Analysis;
import io.atoll.jq.Position;
import io.atoll.jq.Program;
import io.atoll.jq.ProgramGroup;
import io.atoll.jq.SyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * jackson-jq, whose language is about that of jq 1.6.
 *
 * <p>It looks functions and variables up when it comes to them, so a text that calls a missing one compiles. It knows no bounds of time
 * and memory, and does not notice interrupts. A text that is one JSON value is not left to it.
 */
final class JacksonJq implements Engine {

    private static final Version LANGUAGE = Versions.JQ_1_7;
    private static final Pattern FIRST_SENTENCE = Pattern.compile("\\A(.+?)\\.?(\\s*\\R|\\z)");
    private static final ObjectReader JSON =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Scope builtins;

    JacksonJq() {
        builtins = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(JacksonJq.class.getClassLoader(), LANGUAGE, builtins);
        builtins.addFunction(
                "env",
                0,
                (scope, arguments, input, path, output, version) ->
                        output.emit(JsonNodeFactory.instance.objectNode(), null));
        builtins.setValue("ENV", JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Program compile(String text, ProgramGroup group) throws SyntaxException {
        try {
            JsonQuery query = JsonQuery.compile(text.isBlank() ? "." : text, LANGUAGE);
            return new JacksonProgram(
                    text, new Analysis(literal(text), Set.of(List.of()), true, List.of()), query, builtins);
        } catch (JsonQueryException e) {
            throw new SyntaxException(fault(e), Position.of(text, 0), text);
        } catch (StackOverflowError e) {
            throw new SyntaxException("nested too deeply", Position.of(text, 0), text);
        }
    }

    private static Optional<JsonNode> literal(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The first sentence of what the parser says, without the list of the tokens it would have liked. */
    private static String fault(JsonQueryException e) {
        Throwable cause = e.getCause();
        String message = String.valueOf((cause == null ? e : cause).getMessage());
        Matcher firstSentence = FIRST_SENTENCE.matcher(message);
        return "syntax error: " + (firstSentence.find() ? firstSentence.group(1) : message);
    }
}
