package io.atoll.apply.internal.client;

import java.time.Duration;

/**
 * How patient and how greedy the client is.
 *
 * @param connect how long a connection may take to be made; positive
 * @param response how long the catalog may be silent; positive
 * @param call how long one call may take in all; positive
 * @param connections how many requests may be under way at once; positive
 * @param urgentPercent which part of connections and quota is kept for live events and actions, from 0 to 90
 * @param attempts how often a request is sent at most; positive
 * @param retriesPerRun how many repetitions a run has at its beginning; positive
 * @param pageSize how many entities are asked for at once; positive
 */
public record Limits(
        Duration connect,
        Duration response,
        Duration call,
        int connections,
        int urgentPercent,
        int attempts,
        int retriesPerRun,
        int pageSize) {

    private static final int MOST_URGENT = 90;

    /** Refuses what is out of range with an {@link IllegalArgumentException} that names the configuration key. */
    public Limits {
        requirePositive("connectTimeout.seconds", connect.toMillis());
        requirePositive("responseTimeout.seconds", response.toMillis());
        requirePositive("callTimeout.seconds", call.toMillis());
        requirePositive("maxConnections", connections);
        requirePositive("maxAttempts", attempts);
        requirePositive("retriesPerRun", retriesPerRun);
        requirePositive("pageSize", pageSize);
        if (urgentPercent < 0 || urgentPercent > MOST_URGENT) {
            throw new IllegalArgumentException(ApplyConfig.PID + ": urgent.percent must be from 0 to " + MOST_URGENT
                    + ", but is " + urgentPercent);
        }
    }

    /** Those of a configuration. */
    public static Limits of(ApplyConfig config) {
        return new Limits(
                Duration.ofSeconds(config.connectTimeout_seconds()),
                Duration.ofSeconds(config.responseTimeout_seconds()),
                Duration.ofSeconds(config.callTimeout_seconds()),
                config.maxConnections(),
                config.urgent_percent(),
                config.maxAttempts(),
                config.retriesPerRun(),
                config.pageSize());
    }

    private static void requirePositive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    ApplyConfig.PID + ": " + key + " must be greater than 0, but is " + value);
        }
    }
}
