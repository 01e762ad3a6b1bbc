package io.atoll.actions.internal;

import io.atoll.pipeline.ActionDesk.State;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Claimed;
import io.atoll.pipeline.ActionRuns.Ref;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A claimed run on its way through the platform. What changes of it is guarded by its {@link Buffer}. */
final class Ticket {

    final Claimed claimed;
    final ActionRuns runs;
    final Instant claimedAt;

    State state = State.WAITING;
    Instant since;
    String detail = "";

    /** Runs with equal ones, unless that is empty, are carried out one after another; {@code null} until it is known. */
    @Nullable
    String partition;

    /** Why the run cannot be carried out; empty if it can. */
    String fault = "";

    /** Whether its log says that it waits for a rate limit. */
    boolean limitTold;

    /** When it may begin. */
    Instant notBefore;

    /**
     * A run that was claimed now.
     *
     * @param runs where it was claimed, and is to be reported
     */
    Ticket(Claimed claimed, ActionRuns runs, Instant now) {
        this.claimed = claimed;
        this.runs = runs;
        this.claimedAt = now;
        this.since = now;
        this.notBefore = now;
    }

    Ref ref() {
        return claimed.ref();
    }
}
