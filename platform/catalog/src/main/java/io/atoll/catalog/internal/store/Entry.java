package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A line of a log.
 *
 * @param seq its number, growing
 * @param document what it says
 */
public record Entry(long seq, ObjectNode document) {}
