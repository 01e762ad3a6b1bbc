package io.atoll.fetch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Tracer.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a kind by all its providers: what is known of it from before, where it goes and what is missing.
 *
 * <p>The names of partitions are shared by all providers of a kind, so that they stay the same when a provider comes or goes. What is
 * outside of partitions can be gone on with only if one provider reads the kind: a place to resume at does not say whose it is.
 */
final class KindReading {

    private final Progress progress;
    private final PageSink pages;
    private final Gaps gaps;
    private final boolean oneProvider;
    private final Set<String> partitions = ConcurrentHashMap.newKeySet();

    KindReading(Progress progress, PageSink pages, Gaps gaps, boolean oneProvider) {
        this.progress = progress;
        this.pages = pages;
        this.gaps = gaps;
        this.oneProvider = oneProvider;
    }

    Gaps gaps() {
        return gaps;
    }

    /** What reading a partition is, for traces. */
    Step step(String partition) {
        return pages.reading(partition);
    }

    /** Claims the name of a partition; false if it was claimed before. */
    boolean begin(String partition) {
        return partitions.add(partition);
    }

    /** Whether a partition was read to its end earlier in the run. */
    boolean complete(String partition) {
        return resumable(partition) && progress.complete(partition);
    }

    Optional<String> resumeAt(String partition) {
        return resumable(partition) ? progress.resumeAt(partition) : Optional.empty();
    }

    /** Passes a page on, unless it was dealt with earlier in the run. */
    void page(String partition, List<JsonNode> records, @Nullable String resumeAt) throws InterruptedException {
        if (!complete(partition)) {
            pages.page(partition, records, resumable(partition) ? resumeAt : null);
        }
    }

    /** Passes on a record that could not be read, unless it was dealt with earlier in the run. */
    void unreadable(String partition, JsonNode item, String reason) throws InterruptedException {
        if (!complete(partition)) {
            pages.unreadable(partition, item, reason);
        }
    }

    /** Tells that nothing of a partition follows, and why it is not complete if it is not. */
    void ended(String partition) throws InterruptedException {
        pages.ended(partition, gaps.of(partition));
    }

    private boolean resumable(String partition) {
        return oneProvider || !partition.isEmpty();
    }
}
