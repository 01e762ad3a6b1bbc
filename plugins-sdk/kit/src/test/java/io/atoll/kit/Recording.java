package io.atoll.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what is pushed. */
public final class Recording implements RecordSink {

    public final List<JsonNode> records = new CopyOnWriteArrayList<>();
    public final List<Integer> pages = new CopyOnWriteArrayList<>();
    public final List<String> places = new CopyOnWriteArrayList<>();
    public final Map<String, IntegrationException> incomplete = new ConcurrentHashMap<>();
    public final Map<String, JsonNode> unreadable = new ConcurrentHashMap<>();
    public final Map<String, Recording> parts = new ConcurrentHashMap<>();
    private final @Nullable String resumeAt;

    public Recording() {
        this(null);
    }

    public Recording(@Nullable String resumeAt) {
        this.resumeAt = resumeAt;
    }

    public List<Integer> ids() {
        return records.stream().map(record -> record.path("id").asInt()).toList();
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) {
        int count = 0;
        for (JsonNode record : page) {
            records.add(record);
            count++;
        }
        pages.add(count);
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page, String place) {
        emit(page);
        places.add(place);
    }

    @Override
    public Optional<String> resumeAt() {
        return Optional.ofNullable(resumeAt);
    }

    @Override
    public void unreadable(JsonNode record, String reason) {
        unreadable.put(reason, record);
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        var part = new Recording();
        if (parts.put(name, part) != null) {
            throw new AssertionError("two parts are called " + name);
        }
        try {
            reader.read(part);
        } catch (IntegrationException e) {
            incomplete.put(name, e);
        }
        records.addAll(part.records);
        incomplete.putAll(part.incomplete);
    }
}
