package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The configured integrations: what people want to run, whether or not it can run now. */
@ProviderType
public interface Integrations {

    /** All configured instances, and those whose configuration is faulty, in the order of their names. */
    List<Integration> all();

    /** One configured instance. */
    Optional<Integration> find(IntegrationId id);

    /**
     * What the bundle of an integration brings for its first installation.
     *
     * @return empty if the bundle is not deployed
     */
    Optional<Defaults> defaults(IntegrationId id);

    /**
     * One configured instance.
     *
     * @param id its name
     * @param title the name of the integration for people
     * @param version of its bundle; empty if that is not deployed
     * @param state whether it can run
     * @param problem what is wrong, where, and what to do; empty if it is ready
     * @param source the file that configures it
     * @param resyncOnStart whether a run is wanted when it becomes ready for the first time
     * @param mapping the mapping that the configuration brings along; {@code null} if the catalog's record of the integration holds it
     * @param configuration a text that is equal for equal configurations: what a run compares to see that its own is still in force
     */
    record Integration(
            IntegrationId id,
            String title,
            String version,
            State state,
            String problem,
            String source,
            boolean resyncOnStart,
            @Nullable JsonNode mapping,
            String configuration) {}

    /** Whether an instance can run. */
    enum State {
        /** Its bundle is deployed and its configuration was accepted. */
        READY,
        /** No bundle of its type is deployed. */
        MISSING,
        /** Its configuration has faults. */
        FAULTY
    }

    /**
     * What an integration installs in a catalog that does not know it yet.
     *
     * @param blueprints documents in the catalog's shape
     * @param mapping the default mapping; {@code null} if the bundle has none
     */
    record Defaults(List<JsonNode> blueprints, @Nullable JsonNode mapping) {

        /** Copies the list. */
        public Defaults {
            blueprints = List.copyOf(blueprints);
        }
    }
}
