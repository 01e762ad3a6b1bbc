package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.State;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The live events of one path, as {@code atoll:events -o json} prints it in an array.
 *
 * @param integration {@code type~instance}
 * @param path below the integration's own
 * @param waiting nobody has begun with
 * @param handling are being handled
 * @param dead wait for a person
 * @param done were dealt with within the replay window, and had an id
 */
record LaneView(String integration, String path, long waiting, long handling, long dead, long done) {

    static LaneView of(Lane lane, Map<State, Long> counts) {
        return new LaneView(
                lane.integration().toString(),
                lane.path(),
                counts.getOrDefault(State.WAITING, 0L),
                counts.getOrDefault(State.HANDLING, 0L),
                counts.getOrDefault(State.DEAD, 0L),
                counts.getOrDefault(State.DONE, 0L));
    }

    static String text(List<LaneView> lanes, OptionalInt width) {
        if (lanes.isEmpty()) {
            return "there is no live event\n";
        }
        Table table = new Table("INTEGRATION", "PATH", "WAITING", "HANDLING", "DEAD", "DONE");
        lanes.forEach(
                lane -> table.row(lane.integration, lane.path, lane.waiting, lane.handling, lane.dead, lane.done));
        return table.text(width);
    }
}
