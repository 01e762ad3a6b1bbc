package io.atoll.apply.internal.endpoint;

import io.atoll.apply.internal.client.Route;
import java.util.Optional;

/**
 * What a write belongs to, as the catalog is told in the query.
 *
 * @param type what happens
 * @param run the id of the run, if it is a whole one
 */
public record Occasion(String type, Optional<String> run) {

    /** A full run. */
    public static Occasion resync(String runId) {
        return new Occasion("resync", Optional.of(runId));
    }

    /** A run that reads only what has changed. */
    public static Occasion incrementalResync() {
        return new Occasion("incremental_resync", Optional.empty());
    }

    /** A live event. */
    public static Occasion liveEvent() {
        return new Occasion("http_request", Optional.empty());
    }

    /** The run of an action. */
    public static Occasion action() {
        return new Occasion("action_run", Optional.empty());
    }

    Route of(Route route) {
        Route typed = route.with("ocean_info_event_type", type);
        return run.map(id -> typed.with("ocean_info_resync_id", id)).orElse(typed);
    }
}
