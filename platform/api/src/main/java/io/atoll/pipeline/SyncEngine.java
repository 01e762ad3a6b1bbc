package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Runs resyncs: orders the stages, and tells what happened. */
@ProviderType
public interface SyncEngine {

    /**
     * Starts a full run and returns at once. A run of the same integration that is under way is cancelled first; one that has not begun
     * yet serves both.
     *
     * @throws RunRefused if the integration is not configured or cannot run now; the message says why
     */
    RunId start(IntegrationId integration, Trigger trigger) throws RunRefused;

    /**
     * Starts a run that reads what has changed since the last runs, of the kinds whose providers can tell, and writes it. It deletes
     * nothing.
     *
     * @throws RunRefused as {@link #start}; or if another run is under way, or waits to go on
     */
    default RunId incremental(IntegrationId integration, Trigger trigger) throws RunRefused {
        throw new RunRefused("there are no incremental runs here");
    }

    /**
     * Starts a run that finds out what a run would change, and changes nothing. Its changes can be read, and applied as they are.
     *
     * @throws RunRefused as {@link #start}
     */
    RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused;

    /**
     * Starts a run that finds out what another mapping would change, from the {@linkplain Records records} that the latest runs read. It
     * asks the third party nothing and changes nothing. Its changes can be read as those of a plan, but not applied: what they rest on is
     * what was read earlier. Of a kind without a whole recording it knows nothing, and deletes nothing that could come from there.
     *
     * @param mapping the document, as the catalog or a file would hold it
     * @throws RunRefused as {@link #start}; if the mapping is not valid; or if a run other than an effect is under way, or waits to go on
     */
    default RunId effect(IntegrationId integration, JsonNode mapping, Trigger trigger) throws RunRefused {
        throw new RunRefused("there are no records here from which the effect of a mapping could be told");
    }

    /**
     * Starts a run that makes exactly the changes of a plan. It fails, and changes nothing, if the mapping, the configuration, the
     * version of the integration or what the catalog holds is no longer what it was when the plan was made.
     *
     * @throws RunRefused as {@link #start}; or if there is no such plan, or it is not whole
     */
    RunId apply(RunId plan, Trigger trigger) throws RunRefused;

    /**
     * Starts a run that carries out the deletions of another that wait for approval, save those of entities that were written since or
     * belong to somebody else by now.
     *
     * @throws RunRefused as {@link #start}; or if nothing of that run waits for approval
     */
    RunId approve(RunId run, String by) throws RunRefused;

    /**
     * Rejects the deletions of a run that wait for approval. What is still not produced will wait again after the next run.
     *
     * @return how many deletions there were
     * @throws RunRefused if nothing of that run waits for approval
     */
    long reject(RunId run, String by) throws RunRefused;

    /** What a run or a plan changes or has found to delete, and what became of it. */
    void changes(RunId run, Consumer<Change> consumer);

    /** What failed in a run, with the raw items. */
    void failures(RunId run, Consumer<Ledger.Failed> consumer);

    /** The certificate under which a run deleted, or why there is none, in sentences; empty if it did not come so far. */
    List<String> certificate(RunId run);

    /**
     * Asks a run to end as interrupted.
     *
     * @param reason who or what cancelled it, for the report
     * @return false if there is no such run or it has ended
     */
    boolean cancel(RunId run, String reason);

    /** The latest runs, newest first, those under way included. */
    List<RunReport> recent(int limit);

    /** The latest runs of an integration, newest first, those under way included. */
    default List<RunReport> recent(IntegrationId integration, int limit) {
        return recent(integration, Mode.ALL, limit);
    }

    /** The latest runs of an integration that have one of some modes, newest first, those under way included. */
    default List<RunReport> recent(IntegrationId integration, Set<Mode> modes, int limit) {
        return recent(Integer.MAX_VALUE).stream()
                .filter(run -> run.integration().equals(integration) && modes.contains(run.mode()))
                .limit(limit)
                .toList();
    }

    /** The ids of the latest runs, newest first, those under way included: much cheaper than their reports. */
    default List<RunId> ids(int limit) {
        return recent(limit).stream().map(RunReport::id).toList();
    }

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
