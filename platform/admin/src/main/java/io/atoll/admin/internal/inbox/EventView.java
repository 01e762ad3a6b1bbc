package io.atoll.admin.internal.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atoll.operation.Help;
import io.atoll.pipeline.Inbox.Event;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A live event in full. */
record EventView(
        @Help("the event in short") EventSummary summary,
        @Help("the method of HTTP") String method,

        @Help("those that were kept; none of them is secret")
        Map<String, List<String>> headers,

        @Help("as text; empty once it was dealt with") String body) {

    static EventView of(Event event) {
        return new EventView(
                EventSummary.of(event),
                event.delivery().method(),
                new TreeMap<>(event.delivery().headers()),
                new String(event.delivery().body(), UTF_8));
    }
}
