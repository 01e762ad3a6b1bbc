package io.atoll.kit.internal;

import io.atoll.spi.IntegrationException.Unavailable;
import java.util.concurrent.CountDownLatch;

/** Whether a client was closed, for those who wait on its behalf; thread-safe. */
final class Closing {

    static final String REASON =
            "the client was closed, because its configuration changed or the platform stops; it is called again later";

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Ends all waiting. */
    void close() {
        closed.countDown();
    }

    /** Is zero when it was closed. */
    CountDownLatch latch() {
        return closed;
    }

    /** Refuses to go on with a closed client. */
    void requireOpen(String what) throws Unavailable {
        if (closed.getCount() == 0) {
            throw new Unavailable(what + ": " + REASON);
        }
    }
}
