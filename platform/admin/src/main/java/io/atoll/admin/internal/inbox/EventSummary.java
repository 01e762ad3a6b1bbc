package io.atoll.admin.internal.inbox;

import io.atoll.operation.Help;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.State;
import java.time.Instant;
import java.util.Optional;

/** A live event in short. */
record EventSummary(
        @Help("its number") long event,
        @Help("type~instance") String integration,
        @Help("below the integration's own path") String path,
        @Help("how it stands") State state,
        @Help("the third party's own id of it") Optional<String> delivery,
        @Help("when it arrived") Instant receivedAt,

        @Help("how often it was tried in vain; known of dead ones only")
        int attempts,

        @Help("why it is dead; else empty") String reason,
        @Help("bytes of its body") long size) {

    static EventSummary of(Event event) {
        Delivery delivery = event.delivery();
        return new EventSummary(
                event.number(),
                delivery.lane().integration().toString(),
                delivery.lane().path(),
                event.state(),
                Optional.ofNullable(delivery.id()),
                delivery.receivedAt(),
                event.attempts(),
                event.reason(),
                event.size());
    }
}
