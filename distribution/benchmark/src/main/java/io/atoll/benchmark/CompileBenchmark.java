package io.atoll.benchmark;

import io.atoll.jq.Jq;
import io.atoll.jq.Program;
import io.atoll.jq.SyntaxException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One compilation of one program by a compiler that is warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters
public class CompileBenchmark {

    /** What is compiled. */
    @Param
    public Sample sample;

    /** Warms up. */
    @Setup
    public void prepare() {
        Warmup.of(() -> {
            try {
                return compile();
            } catch (SyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Compiles once. */
    @Benchmark
    public Program compile() throws SyntaxException {
        return Jq.standard().compile(sample.program());
    }
}
