package io.atoll.engine.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places in a run at which a test can have the process die.
 *
 * <p>The system property {@value #PROPERTY}, such as {@code PAGE_WRITTEN:3}, names one and says at which of its passings the process is
 * halted, as by kill -9. Without it, passing costs a comparison.
 */
enum FailPoint {
    RUN_OPENED,
    LISTING_READ,
    PAGE_FETCHED,
    PAGE_MAPPED,
    BULK_READY,
    BULK_WRITTEN,
    PAGES_READY,
    PAGES_NOTED,
    PARTITION_NOTED,
    RESOURCE_NOTED,
    REFUSED_RETRIED,
    STALE_NOTED,
    CERTIFICATE_NOTED,
    DELETIONS_PLANNED,
    DELETION_READY,
    DELETION_DONE,
    DELETION_NOTED,
    RUN_FINISHED,
    RUN_ENDED;

    static final String PROPERTY = "atoll.failpoint";

    private static final String[] ARMED = System.getProperty(PROPERTY, "").split(":");
    private static final AtomicInteger PASSINGS = new AtomicInteger();

    /** Passes the place. */
    void pass() {
        if (ARMED.length == 2 && ARMED[0].equals(name()) && PASSINGS.incrementAndGet() == Integer.parseInt(ARMED[1])) {
            Runtime.getRuntime().halt(137);
        }
    }
}
