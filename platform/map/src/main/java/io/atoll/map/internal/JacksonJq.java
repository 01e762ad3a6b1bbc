package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * JQ by jackson-jq, whose language is about that of jq 1.6.
 *
 * <p>It looks functions and variables up when it comes to them, so a text that calls a missing one compiles and gives
 * {@link Result.Undefined}. It knows no bounds of time and memory, and does not notice interrupts.
 */
final class JacksonJq implements Jq {

    private static final Version LANGUAGE = Versions.JQ_1_7;
    private static final Pattern MISSING =
            Pattern.compile("Function \\S+ does not exist|\\$\\S+ is not defined|module not found: .*");

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
    public Program compile(String text) throws Uncompilable {
        JsonQuery query;
        try {
            query = JsonQuery.compile(text.isBlank() ? "." : text, LANGUAGE);
        } catch (JsonQueryException e) {
            throw new Uncompilable(syntaxFault(e));
        } catch (StackOverflowError e) {
            throw new Uncompilable("nested too deeply");
        }
        return input -> first(query, input);
    }

    private Result first(JsonQuery query, JsonNode input) {
        try {
            query.apply(Scope.newChildScope(builtins), input, output -> {
                throw new FirstOutput(output);
            });
            return new Result.Nothing();
        } catch (FirstOutput e) {
            return new Result.Output(Numbers.normalise(e.value));
        } catch (JsonQueryException e) {
            return failure(e.getOriginalMessage());
        } catch (StackOverflowError e) {
            throw new Exhausted("needs more stack than there is", e);
        } catch (OutOfMemoryError e) {
            throw new Exhausted("needs more memory than there is", e);
        } catch (RuntimeException e) {
            return failure(e.toString());
        }
    }

    private static Result failure(String message) {
        return MISSING.matcher(message).matches() ? new Result.Undefined(message) : new Result.Failed(message);
    }

    /** The first sentence of what the parser says, without the list of the tokens it would have liked. */
    private static String syntaxFault(JsonQueryException e) {
        Throwable cause = e.getCause();
        String message = String.valueOf((cause == null ? e : cause).getMessage());
        Matcher firstSentence = Pattern.compile("\\A(.+?)\\.?(\\s*\\R|\\z)").matcher(message);
        return "syntax error: " + (firstSentence.find() ? firstSentence.group(1) : message);
    }

    /** Ends a run at its first output; no program can catch it. */
    private static final class FirstOutput extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient JsonNode value;

        FirstOutput(JsonNode value) {
            super(null, null, false, false);
            this.value = value;
        }
    }
}
