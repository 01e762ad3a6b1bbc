package io.atoll.admin.internal.mapping;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the saved mapping tests, in a thread of its own. */
@Component(
        immediate = true,
        service = {})
public final class RetestWatch {

    private static final Logger log = LoggerFactory.getLogger(RetestWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final Retests retests;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private String outage = "";

    /** Starts to look. */
    @Activate
    public RetestWatch(@Reference Retests retests) {
        this.retests = retests;
        this.thread = Thread.ofPlatform().daemon().name("atoll-mapping-tests").start(this::run);
    }

    /** Ends the looking, also in the middle of it. */
    @Deactivate
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join(END);
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails is told once. */
    private void look() throws InterruptedException {
        try {
            retests.look();
            outage = "";
        } catch (RuntimeException e) {
            if (!e.toString().equals(outage)) {
                log.error("the saved mapping tests could not be looked after; it is tried again", e);
            }
            outage = e.toString();
        }
    }
}
