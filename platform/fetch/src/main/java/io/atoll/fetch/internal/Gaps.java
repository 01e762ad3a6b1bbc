package io.atoll.fetch.internal;

import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.spi.IntegrationException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what was not read, from all threads of the calls of one kind. */
final class Gaps {

    private static final Logger log = LoggerFactory.getLogger(Gaps.class);

    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final String subject;

    /**
     * Begins with no gap.
     *
     * @param subject what is being read, for the log
     */
    Gaps(String subject) {
        this.subject = subject;
    }

    void add(String partition, String reason) {
        gaps.add(new Gap(partition, reason));
    }

    /** The third party, or a person, is to blame: the message says it all. */
    void add(String partition, IntegrationException failure) {
        add(partition, String.valueOf(failure.getMessage()));
    }

    /** The integration is to blame; the first such failure of a kind is logged with its stack trace. */
    void addDefect(String partition, Throwable failure) {
        String where = partition.isEmpty() ? subject : subject + ", partition '" + partition + "'";
        if (told.compareAndSet(false, true)) {
            log.warn("{} was not read: the integration has a defect", where, failure);
        }
        add(partition, "the integration has a defect: " + failure + " (the first of a kind is in the log)");
    }

    List<Gap> all() {
        return List.copyOf(gaps);
    }
}
