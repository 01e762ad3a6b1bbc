package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.sync.SyncResult;

/** What one call has done so far. */
final class Tally {

    private final Failures failures = new Failures();
    private long upserted;
    private long unchanged;
    private long deleted;

    void upserted() {
        upserted++;
    }

    void unchanged(long count) {
        unchanged += count;
    }

    void deleted() {
        deleted++;
    }

    void failed(JsonNode item, String reason) {
        failures.add(item, reason);
    }

    SyncResult result() {
        return new SyncResult(upserted, unchanged, deleted, failures.all());
    }
}
