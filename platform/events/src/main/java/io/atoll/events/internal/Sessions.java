package io.atoll.events.internal;

import io.atoll.pipeline.RecordSync;
import io.atoll.pipeline.RecordSync.Session;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of the mapping of each instance, asked for anew after a short time: not for each event. */
final class Sessions {

    private final RecordSync records;
    private final Duration age;
    private final Map<IntegrationId, Opened> opened = new ConcurrentHashMap<>();

    Sessions(RecordSync records, Duration age) {
        this.records = records;
        this.age = age;
    }

    Session of(IntegrationId integration) throws IntegrationException, InterruptedException {
        var known = opened.get(integration);
        if (known == null || System.nanoTime() - known.since() > age.toNanos()) {
            known = new Opened(records.open(integration), System.nanoTime());
            opened.put(integration, known);
        }
        return known.session();
    }

    /** Has it asked for anew. */
    void forget(IntegrationId integration) {
        opened.remove(integration);
    }

    private record Opened(Session session, long since) {}
}
