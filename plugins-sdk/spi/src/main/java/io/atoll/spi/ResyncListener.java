package io.atoll.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when a full resync of its integration begins and when it was complete. Register it as a component of the integration's
 * configuration PID.
 *
 * <p>The listeners of an instance are called one after another, by their service ranking. A defect of one ends the run, as
 * {@link IntegrationException.Misconfigured} does.
 */
@ConsumerType
public interface ResyncListener {

    /**
     * Called before any kind is read.
     *
     * @throws IntegrationException to say that the run must not delete; {@link IntegrationException.Misconfigured} and
     *     {@link IntegrationException.Unauthorized} end the run at once
     * @throws InterruptedException if the run was cancelled
     */
    default void starting(IntegrationId integration) throws IntegrationException, InterruptedException {}

    /**
     * Called after every kind was read whole and all changes, deletions included, were applied. Not called after a run that was
     * incomplete, held, interrupted or failed.
     *
     * @throws IntegrationException to end the run as failed
     * @throws InterruptedException if the run was cancelled
     */
    default void completed(IntegrationId integration) throws IntegrationException, InterruptedException {}
}
