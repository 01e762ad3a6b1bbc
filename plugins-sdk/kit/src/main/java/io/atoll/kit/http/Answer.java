package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a server answered. */
@ProviderType
public interface Answer {

    /** The status, such as 200. */
    int status();

    /** The first value of a header; the case of the name does not matter. */
    Optional<String> header(String name);

    /** All values of a header; the case of the name does not matter. */
    List<String> headers(String name);

    /** The body as text, in UTF-8. */
    String text();

    /**
     * The body as JSON; a missing node if it is empty.
     *
     * @throws IntegrationException.Unexpected if it is no JSON; the message says what it is instead
     */
    JsonNode json() throws IntegrationException.Unexpected;
}
