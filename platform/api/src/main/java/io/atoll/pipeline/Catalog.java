package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The software catalog that entities are written to. */
@ProviderType
public interface Catalog {

    /** Where the catalog is, for people; holds no secret. */
    String address();

    /** How the way to the catalog stands now, as far as the last calls tell. */
    default Access access() {
        return new Access(Access.State.OPEN, "");
    }

    /**
     * Makes the integration known to the catalog, and at first installation gives it the default blueprints and mapping.
     *
     * @param integration the instance
     * @param defaults what to install if the catalog knows nothing of it yet
     * @return the installation, as this catalog knows it
     * @throws CatalogException if the catalog cannot be reached or refuses
     */
    Installation install(Integrations.Integration integration, Integrations.Defaults defaults)
            throws CatalogException, InterruptedException;

    /**
     * Finds an integration that the catalog knows, and writes nothing.
     *
     * @return empty if the catalog does not know it
     * @throws CatalogException if the catalog cannot be reached or refuses
     */
    Optional<Installation> find(Integrations.Integration integration) throws CatalogException, InterruptedException;

    /**
     * How the way to a catalog stands.
     *
     * @param state whether something is in the way
     * @param detail what it is, and what to do; or how busy the way is. For people; holds no secret
     */
    record Access(State state, String detail) {

        /** Whether something is in the way. */
        public enum State {
            /** Nothing is. */
            OPEN,
            /** The catalog asked to wait, and that is done. */
            WAITING,
            /** There is no catalog, or it gives no access now; this is tried again. */
            FAILING,
            /** The catalog refuses the credentials; somebody has to look after them. */
            REFUSED
        }
    }

    /** One integration instance in the catalog: what it owns there, and the way to it. Safe for use by several threads. */
    @ProviderType
    interface Installation {

        /** The instance. */
        IntegrationId integration();

        /** Whether its first installation was finished; if not, {@link Catalog#install} goes on with it. */
        default boolean installed() {
            return true;
        }

        /**
         * Reads the mapping document that is in force now.
         *
         * @throws Unmapped if there is none yet
         */
        JsonNode mapping() throws CatalogException, InterruptedException;

        /**
         * Replaces the mapping document that is in force, without asking for a run.
         *
         * @throws CatalogException if it is not known to be replaced
         */
        default void map(JsonNode mapping) throws CatalogException, InterruptedException {
            throw new CatalogException("this catalog takes no mappings", null);
        }

        /** Reads the blueprints of the catalog, as documents in its shape: {@code {"identifier","title","schema","relations",…}}. */
        default List<JsonNode> blueprints() throws CatalogException, InterruptedException {
            return List.of();
        }

        /** When somebody asked the catalog for a run the last time; empty if nobody did. */
        default Optional<Instant> requested() throws CatalogException, InterruptedException {
            return Optional.empty();
        }

        /** The Kafka topic on which the catalog tells of wishes and changes; empty if it has none. */
        default Optional<Topic> topic() throws CatalogException, InterruptedException {
            return Optional.empty();
        }

        /**
         * Tells the catalog that a run began, and of what it consists.
         *
         * @param report as it stands at the beginning
         */
        void runStarted(RunReport report) throws CatalogException, InterruptedException;

        /**
         * Tells the catalog how a run stands: that it goes on, and the figures of each resource that changed its state. Does not throw, and
         * does not wait for a catalog that is slow: these are figures for people.
         */
        void runProgress(RunReport report);

        /** Shows the catalog examples of the raw records of a kind, with what looks like a secret masked. Does not throw. */
        void examples(Kind kind, List<JsonNode> records);

        /** Tells the catalog how a run ended. */
        void runEnded(RunReport report) throws CatalogException, InterruptedException;

        /**
         * Reads all entities that this installation owns, page by page, with the fields that mappings can write.
         *
         * @throws CatalogException if the listing is not complete; the entities given before must then not be taken for all
         */
        void owned(Consumer<Entity> consumer) throws CatalogException, InterruptedException;

        /**
         * Reads those of some entities that exist and that this installation owns, with the fields that mappings can write.
         *
         * @throws CatalogException if it is not known which
         */
        List<Entity> owned(Collection<Ref> refs) throws CatalogException, InterruptedException;

        /**
         * Finds the entities, whoever owns them, that relate to some entities.
         *
         * @throws CatalogException if they could not all be found
         */
        List<Dependent> dependents(Collection<Ref> refs) throws CatalogException, InterruptedException;

        /**
         * Creates or updates entities.
         *
         * @param runId the run; empty if the write belongs to none
         * @return one outcome for each entity, in their order
         * @throws CatalogException if it is not known what became of them all
         */
        List<Outcome> upsert(List<Entity> entities, Mapping.Options options, String runId)
                throws CatalogException, InterruptedException;

        /**
         * Deletes entities; one that is gone already counts as deleted.
         *
         * @param runId the run; empty if the deletion belongs to none
         * @return one outcome for each name, in their order
         * @throws CatalogException if it is not known what became of them all
         */
        List<Outcome> delete(List<Ref> refs, Mapping.Options options, String runId)
                throws CatalogException, InterruptedException;

        /**
         * The runs of actions that wait for this installation.
         *
         * @return empty if the catalog hands none out to whoever has the credentials that are in use
         * @throws CatalogException if the catalog cannot be reached or refuses
         */
        default Optional<ActionRuns> actions() throws CatalogException, InterruptedException {
            return Optional.empty();
        }

        /**
         * Shows people in the catalog what the platform logged about this installation, with what looks like a secret masked.
         *
         * @throws CatalogException if it is not known whether the catalog has them; they are then not to be given again
         */
        default void log(List<LogLine> lines) throws CatalogException, InterruptedException {}

        /** The same installation, of which nothing is created, updated or deleted without leave: it is asked for each request. */
        Installation guarded(Leave leave);
    }

    /** Knows whether its caller may still write. */
    @ConsumerType
    @FunctionalInterface
    interface Leave {

        /**
         * Is asked right before the bytes of a request that writes are sent, and again when the time that it gave is over and the
         * request is not.
         *
         * @return how long it may take from now until it is asked again
         * @throws CatalogException if nothing may be written any more; the request is then ended
         */
        Duration ask() throws CatalogException;
    }

    /**
     * A line of the log.
     *
     * @param at when it was written
     * @param level such as {@code INFO}
     * @param message what it says
     * @param extra what it belongs to, such as {@code logger} and {@code traceback}
     */
    record LogLine(Instant at, String level, String message, Map<String, String> extra) {

        /** Copies the map. */
        public LogLine {
            extra = Map.copyOf(extra);
        }
    }

    /**
     * An entity that relates to another.
     *
     * @param ref the entity
     * @param on what it relates to
     * @param ours whether this installation owns it
     * @param required whether it cannot be without the relation, so that it goes with its target if dependents are deleted
     */
    record Dependent(Ref ref, Ref on, boolean ours, boolean required) {}

    /**
     * A Kafka topic of the catalog, and the way in.
     *
     * @param name of the topic
     * @param requests whether it has only wishes for runs; else it has all changes in the catalog
     * @param group the consumer group of the installation
     * @param user to sign in as
     * @param password never to be printed
     */
    record Topic(String name, boolean requests, String group, String user, String password) {

        @Override
        public String toString() {
            return name + " for " + group;
        }
    }

    /** What became of one write. */
    sealed interface Outcome {

        /** It was done. */
        record Done() implements Outcome {}

        /**
         * It was not done.
         *
         * @param status the HTTP status, or 0 where there was none
         * @param reason what the catalog said
         */
        record Refused(int status, String reason) implements Outcome {}
    }

    /** Says that the catalog could not be reached, or refused a whole request; the message names the request and the answer. */
    class CatalogException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says what failed, where, and what to do. */
        public CatalogException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Says that the catalog has no mapping in its record of an integration. */
    final class Unmapped extends CatalogException {

        private static final long serialVersionUID = 1L;

        /** Says of which. */
        public Unmapped(IntegrationId integration) {
            super(
                    integration + " has no mapping: write one in its record in the catalog, or in its configuration",
                    null);
        }
    }

    /**
     * Where a Port-compatible catalog answers; a service of whoever runs one beside the platform.
     *
     * <p>It is used when the configuration names no other catalog.
     */
    @ProviderType
    interface Endpoint {

        /** The base address, without {@code /v1}. */
        URI baseUrl();

        /** The address of its pages for people, if it has some. */
        Optional<URI> pages();

        /** The id of the credentials. */
        String clientId();

        /** The secret of the credentials. Never to be printed. */
        String clientSecret();
    }
}
