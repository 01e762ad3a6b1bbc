package io.atoll.apply.internal;

import java.time.Duration;

/**
 * How patient and how greedy the client is; all of them positive.
 *
 * @param connect how long a connection may take to be made
 * @param response how long the catalog may be silent
 * @param call how long one call may take in all
 * @param connections how many requests may be under way at once
 * @param attempts how often a request is sent at most
 * @param pageSize how many entities are asked for at once
 */
record Limits(Duration connect, Duration response, Duration call, int connections, int attempts, int pageSize) {

    /** Refuses what is not positive with an {@link IllegalArgumentException} that names the configuration key. */
    Limits {
        requirePositive("connectTimeout.seconds", connect.toMillis());
        requirePositive("responseTimeout.seconds", response.toMillis());
        requirePositive("callTimeout.seconds", call.toMillis());
        requirePositive("maxConnections", connections);
        requirePositive("maxAttempts", attempts);
        requirePositive("pageSize", pageSize);
    }

    static Limits of(ApplyConfig config) {
        return new Limits(
                Duration.ofSeconds(config.connectTimeout_seconds()),
                Duration.ofSeconds(config.responseTimeout_seconds()),
                Duration.ofSeconds(config.callTimeout_seconds()),
                config.maxConnections(),
                config.maxAttempts(),
                config.pageSize());
    }

    private static void requirePositive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    ApplyConfig.PID + ": " + key + " must be greater than 0, but is " + value);
        }
    }
}
