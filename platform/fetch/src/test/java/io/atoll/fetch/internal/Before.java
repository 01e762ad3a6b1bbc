package io.atoll.fetch.internal;

import io.atoll.pipeline.Fetcher.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read earlier in a run, told by the test. */
record Before(Set<String> completed, Map<String, String> places, Optional<Instant> changedSince) implements Progress {

    static Before completed(String... partitions) {
        return new Before(Set.of(partitions), Map.of(), Optional.empty());
    }

    static Before stoppedAt(Map<String, String> places) {
        return new Before(Set.of(), places, Optional.empty());
    }

    @Override
    public boolean complete(String partition) {
        return completed.contains(partition);
    }

    @Override
    public Optional<String> resumeAt(String partition) {
        return Optional.ofNullable(places.get(partition));
    }
}
