package io.atoll.engine.internal;

import io.atoll.pipeline.RunReport.Level;
import java.util.Arrays;

/** Samples of something over a time of any length; of many, some that lie evenly are kept. Used by one thread at a time. */
final class Samples {

    /** How many are kept at most; even. */
    static final int KEPT = 512;

    private final double[] kept = new double[KEPT];
    private int size;
    private long seen;
    private long every = 1;
    private double most;
    private double sum;

    void add(double sample) {
        most = seen == 0 ? sample : Math.max(most, sample);
        sum += sample;
        boolean due = seen % every == 0;
        if (due && size == KEPT) {
            thin();
            due = seen % every == 0;
        }
        if (due) {
            kept[size] = sample;
            size++;
        }
        seen++;
    }

    private void thin() {
        for (int i = 0; i < KEPT / 2; i++) {
            kept[i] = kept[2 * i];
        }
        size = KEPT / 2;
        every *= 2;
    }

    Level level() {
        if (seen == 0) {
            return Level.NONE;
        }
        double[] sorted = Arrays.copyOf(kept, size);
        Arrays.sort(sorted);
        return new Level(most, sorted[(size - 1) / 2], sum / seen);
    }
}
