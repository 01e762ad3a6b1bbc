package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Something that evaluates samples inside this JVM. */
public enum Engine {
    /** The ceiling: no jq at all. */
    JAVA {
        @Override
        UnaryOperator<JsonNode> evaluation(Sample sample) {
            return HandWritten.evaluation(sample);
        }
    },
    /** Ours. */
    ATOLL {
        @Override
        UnaryOperator<JsonNode> evaluation(Sample sample) {
            try {
                Program program = Jq.standard().compile(sample.program());
                return input -> {
                    JsonNode first = program.first(input);
                    return first == null ? NullNode.instance : first;
                };
            } catch (SyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    /** jackson-jq. */
    JACKSON_JQ {
        @Override
        UnaryOperator<JsonNode> evaluation(Sample sample) {
            try {
                return JacksonJq.compile(sample.program());
            } catch (JsonQueryException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    /** What evaluates the sample until its first output. */
    abstract UnaryOperator<JsonNode> evaluation(Sample sample);
}
