package io.atoll.ledger.internal;

import java.util.HashMap;
import java.util.Map;

/** How much of each integration waits; for one thread at a time, but for reading. */
final class Load {

    private final Map<String, Amount> amounts = new HashMap<>();

    synchronized void set(Map<String, Amount> counted) {
        amounts.clear();
        amounts.putAll(counted);
    }

    synchronized void add(String integration, long events, long bytes) {
        amounts.merge(
                integration,
                new Amount(events, bytes),
                (one, more) -> new Amount(one.events() + more.events(), one.bytes() + more.bytes()));
    }

    synchronized Amount of(String integration) {
        return amounts.getOrDefault(integration, new Amount(0, 0));
    }

    /**
     * An amount of events.
     *
     * @param events how many
     * @param bytes of their bodies
     */
    record Amount(long events, long bytes) {}
}
