package io.atoll.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One mapping of one Jira issue to an entity of ten properties and five relations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls prepare()
public class MappingBenchmark {

    /** How it is mapped. */
    @Param
    public Way way;

    private Supplier<?> mapping;

    /** Compiles and warms up. */
    @Setup
    public void prepare() {
        mapping = way.mapping(Inputs.mapping(), Inputs.issue());
        Warmup.of(mapping);
    }

    /** Maps once. */
    @Benchmark
    public Object map() {
        return mapping.get();
    }
}
