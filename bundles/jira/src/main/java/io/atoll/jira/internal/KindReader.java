package io.atoll.jira.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;

/** Reads one kind as the selector of one resource wants it. */
@FunctionalInterface
interface KindReader {

    /**
     * Pushes every record.
     *
     * @throws IntegrationException if not every record could be read
     * @throws InterruptedException if the run was cancelled
     */
    void read(RecordSink sink) throws IntegrationException, InterruptedException;
}
