package io.atoll.actions.internal;

import java.time.Duration;

/**
 * The terms by which runs are claimed and carried out.
 *
 * @param buffer how many runs of an instance wait here at most
 * @param share how many of them may be of one action or node
 * @param workers how many are carried out at once
 * @param visibility how long a claimed run is kept from others
 * @param interval the pause after the catalog had no run
 * @param timeLimit how long a run may take
 * @param patience how long a run waits for an executor that is not there, and a question to an executor for its answer
 */
record Terms(
        int buffer,
        int share,
        int workers,
        Duration visibility,
        Duration interval,
        Duration timeLimit,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Terms of(ActionsConfig config) {
        return new Terms(
                config.runsBufferHighWatermark(),
                Math.max(1, config.runsBufferHighWatermark() * config.maxRunsBufferUtilPctPerAction() / 100),
                config.workersCount(),
                Duration.ofMillis(config.visibilityTimeoutMs()),
                Duration.ofSeconds(config.pollCheckIntervalSeconds()),
                Duration.ofSeconds(config.timeLimitSeconds()),
                PATIENCE);
    }
}
