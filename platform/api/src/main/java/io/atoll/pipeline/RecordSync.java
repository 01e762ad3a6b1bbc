package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.SyncResult;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Writes what single records make, between two runs and beside one: by the same mapping, and with the same care. */
@ProviderType
public interface RecordSync {

    /**
     * The catalog and the mapping as they are now; the integration is made known to the catalog if it is not.
     *
     * @throws IntegrationException if the catalog does not answer, or the mapping in force is no mapping
     */
    Session open(IntegrationId integration) throws IntegrationException, InterruptedException;

    /** Writes by one state of the mapping; safe for use by several threads. */
    @ProviderType
    interface Session {

        /** The resources of the mapping, in its order. */
        List<Resource> resources();

        /**
         * Writes what changed, and deletes what is gone: the entities of records that are no more, and of those that no selector lets pass
         * any more, if this installation owns them and none of the other records makes them.
         *
         * <p>A run that is under way deletes nothing that is written here. Where it is not known which entity a changed record makes, no
         * entity is deleted. What could not be written is told by {@link SyncResult#failures()}.
         *
         * @param changes of resources of this session
         * @throws IntegrationException if the catalog or the ledger does not answer; a part may be written
         */
        SyncResult write(List<RecordChange> changes) throws IntegrationException, InterruptedException;
    }

    /**
     * What became of one record.
     *
     * @param resource the entry of the mapping that maps it
     * @param record all of it; if it is gone, as much as the mapping of its identifier needs
     * @param gone whether it is no more
     */
    record RecordChange(Resource resource, JsonNode record, boolean gone) {}
}
