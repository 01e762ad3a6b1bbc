package io.atoll.git.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.io.IOException;

/** Reads the records of one kind, as a selector wants them, from one repository after another. */
interface KindReader {

    /** Which repositories the selector means. */
    Repos repos();

    /**
     * Pushes every record of a repository.
     *
     * @throws IOException if the repository could not be read whole
     * @throws IntegrationException if the repository could not be read whole
     * @throws InterruptedException if the thread was interrupted
     */
    void read(OpenRepository repository, RecordSink part)
            throws IOException, IntegrationException, InterruptedException;
}
