package io.atoll.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of the threads of Java for an operation: all but that of the garbage collector.
 *
 * <p>Unlike the time on the clock it does not grow when the machine has other work to do. The time of the process would count the
 * collector too, but comes in steps of ten milliseconds.
 */
public final class CpuTime implements InternalProfiler {

    /** The name of the result, in nanoseconds. */
    static final String RESULT = "cpu.time.norm";

    private long start;

    /** The processor time that the threads of Java have had, in nanoseconds; of those that still live. */
    static long used() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long used = 0;
        for (long thread : threads.getAllThreadIds()) {
            used += Math.max(0, threads.getThreadCpuTime(thread));
        }
        return used;
    }

    @Override
    public String getDescription() {
        return "processor time for an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = used();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double time = used() - start;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(RESULT, time / operations, "ns/op", AggregationPolicy.AVG));
    }
}
