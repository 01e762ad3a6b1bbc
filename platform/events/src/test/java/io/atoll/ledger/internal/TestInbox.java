package io.atoll.ledger.internal;

import io.atoll.pipeline.Inbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A real inbox in a folder, for the tests of those who use it. */
public final class TestInbox implements AutoCloseable {

    private final OpenLedger open;

    private TestInbox(OpenLedger open) {
        this.open = open;
    }

    /** Opens it, with room for so many events of an integration. */
    public static TestInbox open(Path folder, long events) throws Exception {
        return new TestInbox(OpenLedger.open(
                folder,
                new LedgerSettings(new LedgerSettings.Embedded(), 10),
                new InboxLimits(events, 256L << 20, 10_000, Duration.ofHours(1)),
                Duration.ofSeconds(30),
                System::nanoTime,
                Clock.systemUTC()));
    }

    public Inbox inbox() {
        return open.inbox();
    }

    @Override
    public void close() {
        open.close();
    }
}
