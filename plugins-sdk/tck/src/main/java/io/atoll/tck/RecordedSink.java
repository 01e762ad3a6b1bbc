package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps what a provider gives it. It holds nobody up, and a part that throws is incomplete while the others go on, as in the
 * platform. Safe for use by several threads.
 */
public final class RecordedSink implements RecordSink {

    private final @Nullable String resumeAt;
    private final @Nullable RecordedSink whole;
    private final List<JsonNode> all = new CopyOnWriteArrayList<>();
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final List<Integer> pages = new CopyOnWriteArrayList<>();
    private final List<String> places = new CopyOnWriteArrayList<>();
    private final List<Unreadable> unreadable = new CopyOnWriteArrayList<>();
    private final Map<String, RecordedSink> parts = new ConcurrentHashMap<>();
    private final Map<String, IntegrationException> incomplete = new ConcurrentHashMap<>();

    /** A sink for reading from the beginning. */
    public RecordedSink() {
        this(null, null);
    }

    private RecordedSink(@Nullable String resumeAt, @Nullable RecordedSink whole) {
        this.resumeAt = resumeAt;
        this.whole = whole;
    }

    /** A sink for reading that goes on at a place. */
    public static RecordedSink at(String place) {
        return new RecordedSink(place, null);
    }

    /** A record that could not be read, and why. */
    public record Unreadable(JsonNode record, String reason) {}

    /** What was pushed outside of parts. */
    public List<JsonNode> records() {
        return records;
    }

    /** What was pushed, in parts and outside of them, in the order in which it came. */
    public List<JsonNode> all() {
        return all;
    }

    /** The values at a JSON pointer in all records, as texts. */
    public List<String> values(String pointer) {
        return all.stream().map(record -> record.at(pointer).asText()).toList();
    }

    /** The values at a JSON pointer in all records, as numbers. */
    public List<Integer> numbers(String pointer) {
        return all.stream().map(record -> record.at(pointer).asInt()).toList();
    }

    /** All records as JSON. */
    public List<String> texts() {
        return all.stream().map(JsonNode::toString).toList();
    }

    /** How many records each page had. */
    public List<Integer> pages() {
        return pages;
    }

    /** The places at which reading could go on. */
    public List<String> places() {
        return places;
    }

    /** What could not be read, in any part. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    /** The names of the parts. */
    public Set<String> parts() {
        return parts.keySet();
    }

    /** A part that was read. */
    public RecordedSink part(String name) {
        RecordedSink part = parts.get(name);
        if (part == null) {
            throw new AssertionError("there is no part " + name + " but " + parts.keySet());
        }
        return part;
    }

    /** What the parts threw that are incomplete, by name. */
    public Map<String, IntegrationException> incomplete() {
        return incomplete;
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) {
        var taken = new ArrayList<JsonNode>();
        page.forEach(taken::add);
        records.addAll(taken);
        for (@Nullable RecordedSink sink = this; sink != null; sink = sink.whole) {
            sink.all.addAll(taken);
        }
        pages.add(taken.size());
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
        unreadable.add(new Unreadable(record, reason));
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        var part = new RecordedSink(null, this);
        if (parts.put(name, part) != null) {
            throw new AssertionError("two parts are called " + name + ": their names are unique within a kind");
        }
        try {
            reader.read(part);
        } catch (IntegrationException e) {
            incomplete.put(name, e);
        }
        unreadable.addAll(part.unreadable);
        incomplete.putAll(part.incomplete);
    }
}
