package io.atoll.pipeline;

import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Runs resyncs: orders the stages, and tells what happened. */
@ProviderType
public interface SyncEngine {

    /**
     * Starts a full run and returns at once. A run of the same integration that is under way is cancelled first.
     *
     * @throws RunRefused if the integration is not configured or cannot run now; the message says why
     */
    RunId start(IntegrationId integration, Trigger trigger) throws RunRefused;

    /**
     * Asks a run to end as interrupted.
     *
     * @param reason who or what cancelled it, for the report
     * @return false if there is no such run or it has ended
     */
    boolean cancel(RunId run, String reason);

    /** The latest runs, newest first, those under way included. */
    List<RunReport> recent(int limit);

    /** One run, as it stands now. */
    Optional<RunReport> report(RunId run);

    /**
     * Waits for a run to end.
     *
     * @return its report; of a run that is still under way if the time is over
     */
    Optional<RunReport> await(RunId run, Duration atMost) throws InterruptedException;

    /** Says that a run cannot begin, and what to do. */
    final class RunRefused extends Exception {

        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public RunRefused(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
