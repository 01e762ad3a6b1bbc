package io.atoll.events.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventHandler;
import java.util.List;
import java.util.Set;

/** Handles events such as {@code {"kind": "issue", "id": "1", "value": "a", "gone": false}}; those with a key go side by side. */
class IssueEvents implements LiveEventHandler {

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        try {
            var kind = event.json().path("kind").asText("issue");
            return kind.equals("other") ? Set.of() : Set.of(new Kind(kind));
        } catch (IntegrationException.Unexpected none) {
            return Set.of(new Kind("issue"));
        }
    }

    @Override
    public String orderKey(LiveEvent event) {
        try {
            return event.json().path("key").asText();
        } catch (IntegrationException.Unexpected none) {
            return "";
        }
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request)
            throws IntegrationException, InterruptedException {
        var record = event.json();
        return record.path("gone").asBoolean()
                ? List.of(new Change.Gone(request.kind(), record))
                : List.of(new Change.Changed(request.kind(), record));
    }
}
