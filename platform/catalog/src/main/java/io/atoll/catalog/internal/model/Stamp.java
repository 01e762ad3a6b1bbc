package io.atoll.catalog.internal.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Who made and last changed something, and when; times have microseconds.
 *
 * @param createdAt when it was made
 * @param createdBy the client that made it
 * @param updatedAt when it was last written
 * @param updatedBy the client that last wrote it
 */
public record Stamp(Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {

    /** The stamp of something new. */
    public static Stamp created(Instant at, String by) {
        return new Stamp(at, by, at, by);
    }

    /** The stamp after one more write. */
    public Stamp updated(Instant at, String by) {
        return new Stamp(createdAt, createdBy, at, by);
    }

    /** Adds the four fields to a document. */
    public void writeTo(ObjectNode document) {
        document.put("createdAt", Json.time(createdAt));
        document.put("createdBy", createdBy);
        document.put("updatedAt", Json.time(updatedAt));
        document.put("updatedBy", updatedBy);
    }
}
