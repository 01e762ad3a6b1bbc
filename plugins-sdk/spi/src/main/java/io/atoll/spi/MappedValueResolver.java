package io.atoll.spi;

import com.fasterxml.jackson.databind.JsonNode;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives the value of mapped texts that are no JQ but begin with a {@link MappedPrefix}, such as {@code file://README.md}. Register it
 * as a component of the integration's configuration PID.
 *
 * <p>It is called for each record that such a text is mapped for, by several threads at once.
 */
@ConsumerType
public interface MappedValueResolver {

    /**
     * Gives the value of a text for a record.
     *
     * @param text the whole text, prefix included
     * @param record the record that is being mapped; not to be changed
     * @return the value; JSON null if the record has none
     * @throws IntegrationException if the value could not be had; the record then counts as failed
     * @throws InterruptedException if the run was cancelled
     */
    JsonNode resolve(String text, JsonNode record) throws IntegrationException, InterruptedException;
}
