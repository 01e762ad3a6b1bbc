package io.atoll.spi.action;

import io.atoll.spi.IntegrationException;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries out one action at the third party. Register it with {@link ActionName} as a component of the integration's configuration
 * PID.
 *
 * <p>A run is acknowledged before it is carried out, so it is carried out at most once. Runs whose
 * {@linkplain #partitionKey(ActionRun) partition key} is equal are carried out one after another, others side by side. One that takes
 * longer than the platform's time limit is interrupted and reported as failed.
 */
@ConsumerType
public interface ActionExecutor {

    /**
     * Carries out a run.
     *
     * @return how it ended, or that it goes on at the third party
     * @throws IntegrationException if it failed; the message is shown to the person who started it
     * @throws InterruptedException if the platform stops
     */
    ActionResult execute(ActionRun run) throws IntegrationException, InterruptedException;

    /** A text that is equal for runs that must not be carried out side by side; empty, the default, if all may be. */
    default String partitionKey(ActionRun run) {
        return "";
    }

    /**
     * How long to wait until the third party's rate limit lets this run begin; zero, the default, if it may begin now. It is asked before
     * the run is acknowledged, and again after the pause. Tell it from what the third party last said; do not call the third party.
     */
    default Duration rateLimitWait(ActionRun run) {
        return Duration.ZERO;
    }
}
