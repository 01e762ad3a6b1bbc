package io.atoll.pipeline;

import io.atoll.pipeline.Inbox.Delivery;
import org.osgi.annotation.versioning.ProviderType;

/** Takes live events that come by another way than HTTP: past the same gates, into the same inbox. */
@ProviderType
public interface EventIntake {

    /**
     * Takes a delivery.
     *
     * @param delivery with all headers, also the secret ones, which are not kept; its id counts if the gate knows none
     */
    Receipt deliver(Delivery delivery) throws InterruptedException;

    /** What became of a delivery. */
    enum Receipt {
        /** It is in the inbox, or was answered by a route. */
        TAKEN,
        /** It is not genuine, malformed or for a path that does not exist; another time would end alike. */
        REFUSED,
        /** The integration is not running, or the inbox cannot keep it now; it is to be delivered again. */
        LATER
    }
}
