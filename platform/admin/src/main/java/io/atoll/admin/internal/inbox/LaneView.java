package io.atoll.admin.internal.inbox;

import io.atoll.operation.Help;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.State;
import java.util.Map;

/** The live events of one path. */
record LaneView(
        @Help("type~instance") String integration,
        @Help("below the integration's own path") String path,
        @Help("nobody has begun with") long waiting,
        @Help("are being handled") long handling,
        @Help("wait for a person") long dead,
        @Help("were dealt with lately") long done) {

    static LaneView of(Lane lane, Map<State, Long> counts) {
        return new LaneView(
                lane.integration().toString(),
                lane.path(),
                counts.getOrDefault(State.WAITING, 0L),
                counts.getOrDefault(State.HANDLING, 0L),
                counts.getOrDefault(State.DEAD, 0L),
                counts.getOrDefault(State.DONE, 0L));
    }
}
