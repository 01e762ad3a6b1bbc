package io.atoll.fetch.internal;

import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.spi.IntegrationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what was not read, from all threads of the calls of one kind; the same gap counts once. */
final class Gaps {

    private static final Logger log = LoggerFactory.getLogger(Gaps.class);

    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final String subject;
    private final BiConsumer<String, Throwable> failed;

    /**
     * Begins with no gap.
     *
     * @param subject what is being read, for the log
     */
    Gaps(String subject) {
        this(subject, (partition, failure) -> {});
    }

    /** The same, for somebody who is told what was thrown in which partition. */
    Gaps(String subject, BiConsumer<String, Throwable> failed) {
        this.subject = subject;
        this.failed = failed;
    }

    synchronized void add(String partition, String reason) {
        gaps.add(new Gap(partition, reason));
    }

    /** The third party, or a person, is to blame: the message says it all. */
    void add(String partition, IntegrationException failure) {
        failed.accept(partition, failure);
        add(partition, String.valueOf(failure.getMessage()));
    }

    /** The integration is to blame; the first such failure is logged with its stack trace. */
    void addDefect(String partition, Throwable failure) {
        failed.accept(partition, failure);
        String where = partition.isEmpty() ? subject : subject + ", partition '" + partition + "'";
        if (told.compareAndSet(false, true)) {
            log.warn("{}: the integration has a defect", where, failure);
        }
        add(partition, "the integration has a defect: " + failure + " (the first of a kind is in the log)");
    }

    synchronized List<Gap> all() {
        return List.copyOf(gaps);
    }

    /** Why a partition itself is not complete, whatever became of those inside it; {@code null} if it is. */
    synchronized @Nullable String of(String partition) {
        String reasons = gaps.stream()
                .filter(gap -> gap.partition().equals(partition))
                .map(Gap::reason)
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? null : reasons;
    }
}
