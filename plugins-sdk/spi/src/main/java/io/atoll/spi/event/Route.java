package io.atoll.spi.event;

import io.atoll.spi.IntegrationException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests to a path by itself, while the third party waits: for what is no event, such as a path that starts a resync. Register
 * it with {@link LiveEventPath} as a component of the integration's configuration PID; what writes to the catalog is
 * {@link io.atoll.spi.sync.CatalogSync}, bound to the same instance.
 *
 * {@snippet class="io.atoll.spi.example.SyncRoutes" region="route"}
 *
 * <p>A {@link LiveEventGate} of the same path lets requests in; without one there is no route. What a route is asked is not kept: if it
 * must not be lost, handle it as a {@link LiveEventHandler}. On one path there is either a route or handlers; a route comes first.
 *
 * <p>It is called by several threads at once.
 */
@ConsumerType
public interface Route {

    /**
     * Answers a request that the gate has accepted.
     *
     * @throws IntegrationException to answer 502 with its message; {@link IntegrationException.Misconfigured} answers 500
     * @throws InterruptedException if it took too long, or the bundle leaves: 503
     */
    Answer answer(LiveEvent request) throws IntegrationException, InterruptedException;

    /**
     * An answer.
     *
     * @param status of HTTP, from 200 to 599
     * @param contentType of the body, for example {@code application/json}
     * @param body text; empty for none
     */
    record Answer(int status, String contentType, String body) {

        /** Refuses another status with an {@link IllegalArgumentException}. */
        public Answer {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("an answer has a status from 200 to 599, but this is " + status);
            }
        }

        /** 200 with a JSON document. */
        public static Answer json(String document) {
            return new Answer(200, "application/json", document);
        }
    }
}
