package io.atoll.engine.internal;

/**
 * What all runs share of the machine.
 *
 * @param turns how many of them are at work at once
 * @param memory what their records take
 * @param pace at which they take records in
 */
record Machine(Turns turns, Memory memory, Pace pace) {

    private static final int MEBIBYTES_OF_HEAP_FOR_A_RUN = 16;
    private static final int RUNS_AT_LEAST = 4;
    private static final int PART_OF_HEAP = 8;
    private static final int SMALLEST_RESERVE = 16;

    /** This machine, and the heap of this process. */
    static Machine of(EngineConfig config) {
        return of(config, Runtime.getRuntime().maxMemory() >> 20);
    }

    /**
     * This machine.
     *
     * @param heap in mebibytes
     */
    static Machine of(EngineConfig config, long heap) {
        int runs = config.runsAtOnce() > 0
                ? config.runsAtOnce()
                : Math.clamp(heap / MEBIBYTES_OF_HEAP_FOR_A_RUN, RUNS_AT_LEAST, 10_000);
        int people = Math.max(1, runs / 8);
        int total = Share.UNITS
                * (config.totalMemoryMebibytes() > 0
                        ? config.totalMemoryMebibytes()
                        : Math.clamp(heap / PART_OF_HEAP, 1, 100_000));
        int reserve = Math.max(SMALLEST_RESERVE, total / 2 / (runs + people));
        return new Machine(new Turns(runs, people), new Memory(reserve, total / 2), Pace.of(config));
    }
}
