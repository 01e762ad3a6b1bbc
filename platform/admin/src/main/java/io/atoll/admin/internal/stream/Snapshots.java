package io.atoll.admin.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.operation.Caller;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far runs are, looked up at most so often, however many look. Thread-safe. */
final class Snapshots {

    private static final int KNOWN = 100;

    private final Operations operations;
    private final Duration pause;
    private final InstantSource clock;
    private final Map<String, Snapshot> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Snapshot> eldest) {
            return size() > KNOWN;
        }
    };

    Snapshots(Operations operations, Duration pause, InstantSource clock) {
        this.operations = operations;
        this.pause = pause;
        this.clock = clock;
    }

    /** How far a run is, as the operation {@code progress} shows it. */
    JsonNode of(Caller caller, String run) throws Refused, InterruptedException {
        Instant now = clock.instant();
        synchronized (latest) {
            Snapshot known = latest.get(run);
            if (known != null && now.isBefore(known.takenAt().plus(pause))) {
                return known.progress();
            }
        }
        JsonNode progress = operations
                .perform(
                        caller,
                        "progress",
                        JsonNodeFactory.instance.objectNode().put("run", run))
                .body();
        synchronized (latest) {
            latest.put(run, new Snapshot(progress, now));
        }
        return progress;
    }

    private record Snapshot(JsonNode progress, Instant takenAt) {}
}
