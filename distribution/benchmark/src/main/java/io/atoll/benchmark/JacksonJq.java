package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A program of jackson-jq, used as its manual shows it. */
final class JacksonJq implements UnaryOperator<JsonNode> {

    private static final Scope BUILTINS = Scope.newEmptyScope();

    static {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, BUILTINS);
    }

    private final JsonQuery query;

    private JacksonJq(JsonQuery query) {
        this.query = query;
    }

    static JacksonJq compile(String program) throws JsonQueryException {
        return new JacksonJq(JsonQuery.compile(program, Versions.JQ_1_7));
    }

    @Override
    public JsonNode apply(JsonNode input) {
        First first = new First();
        try {
            query.apply(Scope.newChildScope(BUILTINS), input, first);
        } catch (JsonQueryException e) {
            throw new UncheckedIOException(e);
        }
        return first.value;
    }

    /** Keeps the first output; the samples have no other, so there is no need to break off. */
    private static final class First implements Output {

        private JsonNode value = NullNode.instance;
        private boolean found;

        @Override
        public void emit(JsonNode output) {
            if (!found) {
                found = true;
                value = output;
            }
        }
    }
}
