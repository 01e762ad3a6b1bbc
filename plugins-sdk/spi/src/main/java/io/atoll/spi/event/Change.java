package io.atoll.spi.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.Kind;

/** What a live event did to one record. */
public sealed interface Change {

    /** The kind of the record. */
    Kind kind();

    /** The record, in the shape that a resync of its kind gives it. */
    JsonNode record();

    /**
     * The record exists and looks like this now. If a selector drops it, its entity is deleted.
     *
     * @param kind its kind
     * @param record all of it
     */
    record Changed(Kind kind, JsonNode record) implements Change {}

    /**
     * The record is no more.
     *
     * @param kind its kind
     * @param record as much of it as the mapping of its identifier needs
     */
    record Gone(Kind kind, JsonNode record) implements Change {}
}
