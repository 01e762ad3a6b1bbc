package io.atoll.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what the examples push. */
final class Recording implements RecordSink {

    final List<String> emitted = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    private final Map<String, String> places;

    /** Begins with the place at which the reading outside of partitions goes on, under the empty name, if there is one. */
    Recording(Map<String, String> places) {
        this.places = places;
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) {
        page.forEach(record -> emitted.add(record.path("id").asText()));
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page, String resumeAt) {
        emit(page);
        emitted.add("then after " + resumeAt);
    }

    @Override
    public Optional<String> resumeAt() {
        return Optional.ofNullable(places.get(""));
    }

    @Override
    public void unreadable(JsonNode record, String reason) {
        failed.add(reason);
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        try {
            reader.read(this);
        } catch (IntegrationException broken) {
            failed.add(name + ": " + broken.getMessage());
        }
    }
}
