package io.atoll.git.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what it takes, with the failures of partitions. */
final class RecordingSink implements RecordSink {

    private final List<JsonNode> records = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();
    private final List<String> partitions = new ArrayList<>();
    private final Map<String, Exception> failures = new LinkedHashMap<>();
    private final Map<JsonNode, String> unreadable = new LinkedHashMap<>();
    private final List<String> places = new ArrayList<>();
    private final Optional<String> resumeAt;

    /** Takes everything. */
    RecordingSink() {
        this.resumeAt = Optional.empty();
    }

    /** Goes on at a place, in every partition. */
    RecordingSink(String resumeAt) {
        this.resumeAt = Optional.of(resumeAt);
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int size = 0;
        for (JsonNode record : page) {
            if (!record.isObject()) {
                throw new IllegalArgumentException("a record must be an object, but was " + record);
            }
            records.add(record);
            size++;
        }
        pages.add(size);
    }

    @Override
    public void emit(Iterable<? extends JsonNode> page, String resumeAt) throws InterruptedException {
        emit(page);
        places.add(resumeAt);
    }

    @Override
    public Optional<String> resumeAt() {
        return resumeAt;
    }

    @Override
    public void unreadable(JsonNode record, String reason) {
        unreadable.put(record, reason);
    }

    @Override
    public void partition(String name, PartitionReader reader) throws InterruptedException {
        if (partitions.contains(name)) {
            throw new IllegalArgumentException("two partitions are called " + name);
        }
        partitions.add(name);
        try {
            reader.read(this);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failures.put(name, e);
        }
    }

    List<JsonNode> records() {
        return records;
    }

    /** The sizes of the pages. */
    List<Integer> pages() {
        return pages;
    }

    /** Where reading goes on after each page. */
    List<String> places() {
        return places;
    }

    List<String> partitions() {
        return partitions;
    }

    /** By partition. */
    Map<String, Exception> failures() {
        return failures;
    }

    /** The reasons by record. */
    Map<JsonNode, String> unreadable() {
        return unreadable;
    }

    /** One field of every record, as text. */
    List<String> values(String field) {
        return records.stream().map(record -> record.path(field).asText()).toList();
    }

    /** The record whose field has a value. */
    JsonNode the(String field, String value) {
        return records.stream()
                .filter(record -> record.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no record with " + field + " " + value + " in " + records));
    }
}
