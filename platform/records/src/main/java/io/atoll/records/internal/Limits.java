package io.atoll.records.internal;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param keep which records
 * @param bytes of one recording at most
 * @param total of all recordings at most
 * @param age after which a recording is deleted
 * @param patience so long a reading waits for the disk at most, beyond a small part of its own time
 */
record Limits(Keep keep, long bytes, long total, Duration age, Duration patience) {

    /** What a start of Java on a busy machine takes. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long MEBIBYTE = 1 << 20;

    /** Which records are kept. */
    enum Keep {
        ALL,
        SAMPLES,
        NONE
    }

    /**
     * As it is configured.
     *
     * @throws IllegalArgumentException if {@code keep} is none of the words
     */
    static Limits of(RecordsConfig config) {
        var keep = switch (config.keep()) {
            case "all" -> Keep.ALL;
            case "samples" -> Keep.SAMPLES;
            case "none" -> Keep.NONE;
            default ->
                throw new IllegalArgumentException(
                        "keep in conf/records.yaml is one of all, samples and none, but is '" + config.keep() + "'");
        };
        return new Limits(
                keep,
                config.kind_mebibytes() * MEBIBYTE,
                config.total_mebibytes() * MEBIBYTE,
                Duration.ofDays(config.days()),
                PATIENCE);
    }
}
