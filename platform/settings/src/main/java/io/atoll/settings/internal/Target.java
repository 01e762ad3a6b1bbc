package io.atoll.settings.internal;

import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration that has a file, or may have one.
 *
 * @param file where it stands, or would stand
 * @param schema what it may hold, beside the keys of the platform
 * @param instance which it configures; empty if it is a stage
 */
record Target(Path file, Schema schema, Optional<Instance> instance) {

    /** An instance of an integration that is deployed. */
    record Instance(IntegrationId id, Offer offer) {}
}
