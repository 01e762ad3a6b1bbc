package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects records into pages for a sink: {@value #RECORDS} records, or fewer if they are large. */
final class Pages {

    /** How many records a page has at most. */
    static final int RECORDS = 100;

    /** At how many bytes of content a page is full. */
    private static final long BYTES = 1L << 20;

    private final RecordSink sink;
    private List<ObjectNode> page = new ArrayList<>();
    private long bytes;
    private @Nullable Place place;

    Pages(RecordSink sink) {
        this.sink = sink;
    }

    /** Adds a small record. */
    void add(ObjectNode record) throws InterruptedException {
        add(record, 0);
    }

    /** Adds a record with so many bytes of content, after which reading can go on. */
    void add(ObjectNode record, long size, Place after) throws InterruptedException {
        place = after;
        add(record, size);
    }

    /** Adds a record with so many bytes of content. Blocks while the pipeline is full. */
    void add(ObjectNode record, long size) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        page.add(record);
        bytes += size;
        if (page.size() >= RECORDS || bytes >= BYTES) {
            flush();
        }
    }

    /** Emits what is left; to be called at the end. */
    void flush() throws InterruptedException {
        if (!page.isEmpty()) {
            if (place == null) {
                sink.emit(page);
            } else {
                sink.emit(page, place.toString());
            }
            page = new ArrayList<>();
            bytes = 0;
        }
    }
}
