package io.atoll.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads all records of a kind from a third party and pushes them into a sink.
 *
 * <p>Register it as a service with {@link ResyncKinds}, as a component of the integration's configuration PID:
 *
 * {@snippet class="io.atoll.spi.example.SpaceResync" region="provider"}
 *
 * <p><b>Completeness.</b> Returning means that the kind was read whole; throwing means that it was not, and then nothing of that
 * kind is deleted from the catalog. Therefore never return after a swallowed error, and never take a refused or empty answer for
 * the end of a list unless the third party documents it as the end.
 *
 * <p><b>Threads.</b> The platform calls {@code resync} on a thread of its own, for several kinds and runs at once: keep what
 * belongs to one call in local variables. Cancelling interrupts the thread; let the {@link InterruptedException} through, closing
 * what you opened. Start no threads that outlive the call.
 */
@ConsumerType
public interface ResyncProvider {

    /**
     * Pushes every record of {@link ResyncRequest#kind()}, page by page as they come.
     *
     * @param request what to read; valid during the call only
     * @param sink where records go; valid during the call only, and slow while the pipeline is full
     * @throws IntegrationException if the kind, or the part of it outside {@linkplain RecordSink#partition partitions}, could not
     *     be read whole; the subtype says why
     * @throws InterruptedException if the run was cancelled
     */
    void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException;
}
