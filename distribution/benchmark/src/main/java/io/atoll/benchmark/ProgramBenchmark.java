package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One evaluation of one program on a parsed record, until its first output.
 *
 * <p>The engine has evaluated all samples before: a JVM that knows only one program would make it faster than any platform sees it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls prepare()
public class ProgramBenchmark {

    /** Who evaluates. */
    @Param
    public Engine engine;

    /** What is evaluated. */
    @Param
    public Sample sample;

    private JsonNode record;
    private UnaryOperator<JsonNode> evaluation;

    /** Shows the engine all samples, and then the one. */
    @Setup
    public void prepare() {
        record = Inputs.record();
        List<UnaryOperator<JsonNode>> all =
                Arrays.stream(Sample.values()).map(engine::evaluation).toList();
        Warmup.of(() -> all.stream().map(each -> each.apply(record)).toList());
        evaluation = engine.evaluation(sample);
        Warmup.of(this::evaluate);
    }

    /** Evaluates once. */
    @Benchmark
    public JsonNode evaluate() {
        return evaluation.apply(record);
    }
}
