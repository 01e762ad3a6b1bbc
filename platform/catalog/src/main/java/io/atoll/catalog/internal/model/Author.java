package io.atoll.catalog.internal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, when, and on what occasion.
 *
 * @param client the id of the client
 * @param datasource its whole User-Agent; it owns what it wrote last
 * @param now the time of the write
 * @param run the action run that the write belongs to, if any
 * @param webhook the webhook that it came through, if any
 */
public record Author(
        String client,
        String datasource,
        Instant now,
        @Nullable String run,
        @Nullable String webhook) {

    /** The same author, on behalf of a run. */
    public Author of(String identifier) {
        return new Author(client, datasource, now, identifier, webhook);
    }

    /** Where the write came from, in the words of the audit log. */
    public String origin() {
        return webhook == null ? "API" : "WEBHOOK";
    }
}
