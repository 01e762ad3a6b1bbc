package io.atoll.spi.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes to the catalog on behalf of one configured integration. There is one such service for each instance; a component of the
 * integration's configuration PID is bound to that of its own instance.
 *
 * <p>The {@code Raw} methods take records of the third party and send them through the mapping of their kind; the others take entities
 * in the catalog's JSON shape: {@code {"identifier", "blueprint", "title", "icon", "team", "properties", "relations"}}, of which the
 * first two are required. None of them ever deletes an entity that another installation owns, nor lets one be deleted along with another;
 * writing an entity makes it one of this installation. What needs no write is not written. What an entity that is given now relates to is
 * not deleted, and where it is not known which entity an item makes, nothing is deleted that is only inferred to be gone.
 *
 * <p>All methods block until the catalog has answered, and may be called by several threads at once. They read what they are given once,
 * as they go on. What could not be written is told by {@link SyncResult#failures()}, not by an exception. A run that is under way deletes
 * nothing that was written here since it began.
 */
@ProviderType
public interface CatalogSync {

    /** The integration on whose behalf this service writes. */
    IntegrationId integration();

    /**
     * Runs a full resync now. A resync that is under way is cancelled first.
     *
     * @throws IntegrationException if the run could not be complete
     * @throws InterruptedException if the waiting thread was interrupted; the run goes on
     */
    SyncResult syncRawAll() throws IntegrationException, InterruptedException;

    /**
     * Applies the difference between two states of some records: what {@code after} has is created or updated, what only
     * {@code before} has is deleted. Entities of records in neither are left alone.
     *
     * @throws IntegrationException.Misconfigured if no resource of the mapping has the kind
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult updateRawDiff(Kind kind, Iterable<? extends JsonNode> before, Iterable<? extends JsonNode> after)
            throws IntegrationException, InterruptedException;

    /**
     * Creates or updates the entities of records; an entity whose record no selector lets pass any more, and that none of the records
     * makes otherwise, is deleted.
     *
     * @throws IntegrationException.Misconfigured if no resource of the mapping has the kind
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult registerRaw(Kind kind, Iterable<? extends JsonNode> records)
            throws IntegrationException, InterruptedException;

    /**
     * Deletes the entities of records.
     *
     * @throws IntegrationException.Misconfigured if no resource of the mapping has the kind
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult unregisterRaw(Kind kind, Iterable<? extends JsonNode> records)
            throws IntegrationException, InterruptedException;

    /**
     * Applies the difference between two states of some entities, as {@link #updateRawDiff} does for records.
     *
     * @throws IntegrationException if the catalog cannot be reached
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult updateDiff(Iterable<? extends JsonNode> before, Iterable<? extends JsonNode> after)
            throws IntegrationException, InterruptedException;

    /**
     * Creates or updates entities.
     *
     * @throws IntegrationException if the catalog cannot be reached
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult register(Iterable<? extends JsonNode> entities) throws IntegrationException, InterruptedException;

    /**
     * Deletes entities.
     *
     * @throws IntegrationException if the catalog cannot be reached
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult unregister(Iterable<? extends JsonNode> entities) throws IntegrationException, InterruptedException;

    /**
     * Makes the given entities all that this integration owns: creates, updates, and deletes the rest. If the rest is a greater part of
     * what was owned than the mapping's {@code entityDeletionThreshold}, all of it stays and is told as failures.
     *
     * @throws IntegrationException if the catalog cannot be reached, or its listing was not complete
     * @throws InterruptedException if the calling thread was interrupted
     */
    SyncResult sync(Iterable<? extends JsonNode> entities) throws IntegrationException, InterruptedException;
}
