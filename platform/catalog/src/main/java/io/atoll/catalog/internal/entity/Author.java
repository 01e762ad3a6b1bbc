package io.atoll.catalog.internal.entity;

import java.time.Instant;

/**
 * Who writes, and when.
 *
 * @param client the id of the client
 * @param datasource its whole User-Agent; it owns what it wrote last
 * @param now the time of the write
 */
public record Author(String client, String datasource, Instant now) {}
