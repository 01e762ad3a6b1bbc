package io.atoll.spi.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a call of {@link CatalogSync} did.
 *
 * @param upserted how many entities were created or updated
 * @param unchanged how many needed no write
 * @param deleted how many entities were deleted
 * @param failures what could not be written or deleted, each with its reason; the first thousand, and then one that counts the others
 */
public record SyncResult(long upserted, long unchanged, long deleted, List<Failure> failures) {

    /** Copies the list. */
    public SyncResult {
        failures = List.copyOf(failures);
    }

    /**
     * One record or entity that failed.
     *
     * @param item the record or entity as it was given
     * @param reason what was wrong, in the catalog's words where it gave some
     */
    public record Failure(JsonNode item, String reason) {}
}
