package io.atoll.benchmark;

import java.util.function.Supplier;

/** Shows the compiler what will be measured, for as much processor time as it needs, however busy the machine is. */
final class Warmup {

    /** The system property with the milliseconds of processor time. */
    static final String MILLISECONDS = "atoll.benchmark.warmup";

    private static final int ROUNDS = 100;

    private Warmup() {}

    /**
     * Repeats an operation.
     *
     * @param operation never gives null
     */
    static void of(Supplier<?> operation) {
        long end = CpuTime.used() + Long.getLong(MILLISECONDS, 0) * 1_000_000;
        while (CpuTime.used() < end) {
            for (int round = 0; round < ROUNDS; round++) {
                if (operation.get() == null) {
                    throw new IllegalStateException("no result");
                }
            }
        }
    }
}
