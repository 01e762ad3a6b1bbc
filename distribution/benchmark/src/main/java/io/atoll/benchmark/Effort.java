package io.atoll.benchmark;

/**
 * How long a run may take.
 *
 * @param forks JVMs for each benchmark
 * @param warmup milliseconds of processor time before anything counts, in each JVM
 * @param iterations that count, in each JVM
 * @param milliseconds of each iteration
 * @param bytes of records that the jq command reads
 * @param rounds how often the jq command evaluates a program on a value in memory
 */
record Effort(int forks, int warmup, int iterations, int milliseconds, int bytes, int rounds) {

    private static final Effort FULL = new Effort(2, 1_000, 4, 250, 70_000_000, 500_000);
    private static final Effort QUICK = new Effort(1, 500, 2, 200, 7_000_000, 50_000);

    static Effort of(String name) {
        return switch (name) {
            case "full" -> FULL;
            case "quick" -> QUICK;
            default -> throw new IllegalArgumentException("neither full nor quick: " + name);
        };
    }
}
