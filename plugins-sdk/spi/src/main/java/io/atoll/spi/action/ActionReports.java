package io.atoll.spi.action;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the end of runs that went on at the third party: those for which an {@link ActionExecutor} answered
 * {@link ActionResult.Continues}. There is one such service for each instance; a component of the integration's configuration PID, for
 * example a handler of live events, is bound to that of its own instance.
 *
 * <p>Its methods block until the catalog has answered, and may be called by several threads at once.
 */
@ProviderType
public interface ActionReports {

    /** The integration whose runs it reports. */
    IntegrationId integration();

    /**
     * Reports how a run ended.
     *
     * @param externalId the third party's id of it, as {@link ActionResult.Continues} had it
     * @return false if no run goes on under this id: it is not one of the catalog's, its end was reported before, or its beginning was not
     *     reported yet
     * @throws IntegrationException if the catalog did not take it; try again later
     * @throws InterruptedException if the calling thread was interrupted
     */
    boolean ended(String externalId, ActionResult.Ended end) throws IntegrationException, InterruptedException;
}
