package io.atoll.simulation;

import java.util.Random;

/**
 * What goes wrong, drawn from a seed. Every question has a stream of answers of its own, so that the answers do not depend on the order in
 * which threads ask different questions.
 */
final class Nemesis {

    private final long seed;
    private final java.util.Map<String, Random> streams = new java.util.HashMap<>();
    private volatile boolean resting;

    Nemesis(long seed) {
        this.seed = seed;
    }

    /** Nothing goes wrong any more. */
    void rest() {
        resting = true;
    }

    boolean resting() {
        return resting;
    }

    /** Whether something goes wrong now. */
    synchronized boolean strikes(String what, double probability) {
        return stream(what).nextDouble() < probability && !resting;
    }

    /** A number from 0 to a bound, exclusive; for choices that are no faults as well. */
    synchronized int choice(String what, int bound) {
        return stream(what).nextInt(bound);
    }

    private Random stream(String what) {
        return streams.computeIfAbsent(what, name -> new Random(seed * 31 + name.hashCode()));
    }
}
