package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

        /** Reads the mapping document that is in force now. */
        JsonNode mapping() throws CatalogException, InterruptedException;

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
    final class CatalogException extends Exception {

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
