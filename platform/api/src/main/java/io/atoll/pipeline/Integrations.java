package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * What an integration brings for its first installation: the folder that configures it, or else its bundle.
     *
     * @return empty if the bundle is not deployed
     * @throws IllegalStateException if something of it cannot be read; the message names each file, line and column
     */
    Optional<Defaults> defaults(IntegrationId id);

    /**
     * What an integration would bring for its first installation if its bundle were another one.
     *
     * @param jar a bundle of its type, sound and not deployed; nothing of it is run
     * @throws IllegalStateException if something of it cannot be read; the message names each file, line and column
     */
    default Defaults defaults(IntegrationId id, Path jar) {
        return Defaults.NONE;
    }

    /**
     * The mapping that the configuration of an instance brings along, as people have written it: a YAML or JSON document of its own.
     *
     * @return empty if the configuration brings none, or it cannot be told apart from what stands around it
     */
    default Optional<String> mappingText(IntegrationId id) {
        return Optional.empty();
    }

    /**
     * Replaces the mapping that the configuration of an instance brings along, in the file where it stands; all else in there stays as it is
     * written. It is in force when this returns, unless its file is slow to be read again.
     *
     * @param mapping a YAML or JSON document
     * @throws Unwritten if it was not replaced; the file is then as before
     */
    default void map(IntegrationId id, String mapping) throws Unwritten, InterruptedException {
        throw new Unwritten("the configuration of " + id + " cannot be changed here", null);
    }

    /** What is wrong with files of configuration, of stages as well as of integrations: by file, with line and key. */
    default Map<String, String> problems() {
        return Map.of();
    }

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
     * @param terms on which it works with the catalog
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
            String configuration,
            Terms terms) {

        /** One on the usual terms. */
        public Integration(
                IntegrationId id,
                String title,
                String version,
                State state,
                String problem,
                String source,
                boolean resyncOnStart,
                @Nullable JsonNode mapping,
                String configuration) {
            this(id, title, version, state, problem, source, resyncOnStart, mapping, configuration, Terms.USUAL);
        }
    }

    /**
     * On which terms an instance works with the catalog.
     *
     * @param origin who makes the first blueprints and the first mapping; empty if the catalog decides
     * @param initialize whether blueprints and the like are made at the first installation, if it is the integration that makes them
     * @param examples whether the catalog is shown examples of raw records
     * @param heartbeat how often the catalog is told that a run goes on; positive
     * @param account at a catalog of its own; empty for the platform's
     */
    record Terms(
            Optional<Origin> origin,
            boolean initialize,
            boolean examples,
            Duration heartbeat,
            Optional<Account> account) {

        /** What holds where nothing is said. */
        public static final Terms USUAL =
                new Terms(Optional.empty(), true, true, Duration.ofSeconds(10), Optional.empty());
    }

    /** Who makes the first blueprints and the first mapping of an integration in the catalog. */
    enum Origin {
        /** The integration, from what its bundle brings. */
        INTEGRATION,
        /** The catalog, soon after the integration is known to it. */
        CATALOG,
        /** Nobody. */
        NOBODY
    }

    /**
     * Credentials at a catalog.
     *
     * @param baseUrl its address, without {@code /v1}
     * @param clientId the id of the credentials
     * @param clientSecret their secret. Never to be printed
     */
    record Account(String baseUrl, String clientId, String clientSecret) {

        @Override
        public String toString() {
            return "account at " + baseUrl;
        }
    }

    /** Whether an instance can run. */
    enum State {
        /** Its bundle is deployed and its configuration was accepted. */
        READY,
        /** No bundle of its type is deployed. */
        MISSING,
        /** Its configuration has faults. */
        FAULTY,
        /** Its file says that it is not to run. */
        DISABLED
    }

    /**
     * What an integration installs in a catalog that does not know it yet; documents in the catalog's shape, which only the catalog reads.
     *
     * @param blueprints each with an {@code identifier}
     * @param actions self-service actions
     * @param scorecards by the blueprint that they judge
     * @param pages pages of the catalog
     * @param mapping the default mapping; {@code null} if there is none
     */
    record Defaults(
            List<JsonNode> blueprints,
            List<JsonNode> actions,
            List<Scorecards> scorecards,
            List<JsonNode> pages,
            @Nullable JsonNode mapping) {

        /** Nothing at all. */
        public static final Defaults NONE = new Defaults(List.of(), null);

        /** Copies the lists. */
        public Defaults {
            blueprints = List.copyOf(blueprints);
            actions = List.copyOf(actions);
            scorecards = List.copyOf(scorecards);
            pages = List.copyOf(pages);
        }

        /** Nothing but blueprints and a mapping. */
        public Defaults(List<JsonNode> blueprints, @Nullable JsonNode mapping) {
            this(blueprints, List.of(), List.of(), List.of(), mapping);
        }
    }

    /**
     * The scorecards of one blueprint.
     *
     * @param blueprint its identifier
     * @param documents one for each scorecard
     */
    record Scorecards(String blueprint, List<JsonNode> documents) {

        /** Copies the list. */
        public Scorecards {
            documents = List.copyOf(documents);
        }
    }

    /** Says that a file was not changed, and what to do. */
    final class Unwritten extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says why. */
        public Unwritten(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
