package io.atoll.spi.event;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns accepted live events into changed and removed records. Register it with {@link LiveEventPath} as a component of the
 * integration's configuration PID.
 *
 * <p>An event is handled at least once: after a failure the same event comes again, with growing pauses, until a limit puts it on the
 * list of dead letters. Events of a path are handled in the order of their arrival, one after another unless {@link #orderKey} says which
 * of them may go side by side. An event that arrived before a complete resync began is left out: the resync knew better.
 */
@ConsumerType
public interface LiveEventHandler {

    /** The kinds that an event is about; empty if it is none of this handler's business. Must not call the third party. */
    Set<Kind> kinds(LiveEvent event);

    /**
     * What an event is about, for example {@code issue 42}: events with different keys are handled side by side, those with the same key
     * in the order of their arrival. Every event that may change a record must have the key of that record. The empty text, which is what
     * this gives if it is not overridden, is in order with every other event of the path. Must not call the third party.
     */
    default String orderKey(LiveEvent event) {
        return "";
    }

    /**
     * Says what an event changed for one resource of the mapping. Prefer to read the record again from the third party over what the
     * event carries: events arrive late, twice and out of order.
     *
     * @param request kind and selector of the resource; the platform applies the selector's {@code query} itself
     * @throws IntegrationException to have the event handled again later; {@link IntegrationException.Misconfigured} and
     *     {@link IntegrationException.Unexpected} put it on the list of dead letters at once
     * @throws InterruptedException if the time for one event is over, or the bundle leaves
     */
    List<Change> handle(LiveEvent event, ResyncRequest request) throws IntegrationException, InterruptedException;
}
