package io.atoll.spi.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One delivery of a third party, as it arrived. Immutable.
 *
 * <p>A {@link LiveEventGate} and a {@link Route} see all headers; a {@link LiveEventHandler} sees none that carries a credential or a
 * signature, as those are not kept.
 */
@ProviderType
public interface LiveEvent {

    /** The configured integration that it was sent to. */
    IntegrationId integration();

    /** The path below the integration's own, beginning with {@code /}. */
    String path();

    /** The HTTP method, in upper case. */
    String method();

    /** When it arrived. */
    Instant receivedAt();

    /** The first value of a header; the case of the name does not matter. */
    Optional<String> header(String name);

    /** All values of a header in the order of arrival; the case of the name does not matter. */
    List<String> headers(String name);

    /** The body, byte by byte as it was sent: what signatures are made of. A copy. */
    byte[] body();

    /**
     * The body read as JSON.
     *
     * @throws IntegrationException.Unexpected if it is none; the message names the place
     */
    JsonNode json() throws IntegrationException.Unexpected;
}
