package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.Jq;
import io.atoll.jq.LimitException;
import io.atoll.jq.Limits;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code jq}: an expression on a value, by the engine and the limits of mappings. */
@Component
public final class JqOperations implements OperationGroup {

    private static final int MANY = 1_000;

    private static final Jq JQ = Jq.standard().withLimits(Limits.standard().withOutputs(MANY));

    /** Evaluates with the standard limits. */
    @Activate
    public JqOperations() {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.post("jq", "/jq")
                .role(Role.INTEGRATOR)
                .summary("Evaluates a JQ expression, within the limits of mappings")
                .harmless()
                .takes(Question.class)
                .answers(Outputs.class)
                .by((caller, question) -> evaluate(question)));
    }

    static Outputs evaluate(Question question) throws Refused {
        Program program = compiled(question.expression());
        JsonNode input = question.input() == null ? JsonNodeFactory.instance.nullNode() : question.input();
        List<JsonNode> outputs = new ArrayList<>();
        try {
            program.evaluate(input, outputs::add);
            return new Outputs(outputs, Optional.empty());
        } catch (EvaluationException | LimitException e) {
            return new Outputs(outputs, Optional.of(String.valueOf(e.getMessage())));
        } catch (HaltException e) {
            return new Outputs(outputs, Optional.empty());
        }
    }

    private static Program compiled(String expression) throws Refused {
        try {
            return JQ.compile(expression);
        } catch (SyntaxException e) {
            throw Refused.invalid("expression", String.valueOf(e.getMessage()));
        }
    }

    record Question(
            @Help(value = "the expression", most = 100_000) String expression,
            @Help("the value; null if not said") @Nullable JsonNode input) {}

    /** What an expression gives. */
    record Outputs(
            @Help("in their order, up to an error") List<JsonNode> outputs,
            @Help("what went wrong, in the words of jq") Optional<String> error) {}
}
