package io.atoll.settings.internal;

import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the folder of an Ocean installation asks for.
 *
 * @param name of the folder, for people
 * @param id the integration; empty if the folder does not say which
 * @param content the same as the file of an instance would say it
 * @param resources the folder with what it brings for its first installation; empty if that is what the bundle brings
 * @param notes what has no effect, with the reason
 */
record OceanInstallation(
        String name, Optional<IntegrationId> id, InstanceFile content, Optional<Path> resources, List<String> notes) {

    /** Copies the list. */
    OceanInstallation {
        notes = List.copyOf(notes);
    }

    /** What is known of the bundles of integrations. */
    interface Bundles {

        /** The bundle of a type of integration. */
        Optional<Offered> find(String type);
    }

    /**
     * The bundle of an integration.
     *
     * @param keys what it may be configured with; of each, whether it takes several values
     * @param mandatory those without which it cannot be
     * @param spec what it declares in Ocean's way
     */
    record Offered(Map<String, Boolean> keys, Set<String> mandatory, OceanSpec spec) {}
}
