package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of the catalog.
 *
 * @param identifier its own name
 * @param at when
 * @param subject what was changed
 * @param action {@code CREATE}, {@code UPDATE} or {@code DELETE}
 * @param by the client that did it
 * @param agent the client's whole User-Agent
 * @param origin where the change came from, for example {@code API}
 * @param run the action run that it belongs to, if any
 * @param webhook the webhook that it came through, if any
 * @param before what the change replaced; null where something was made
 */
public record Audit(
        String identifier,
        Instant at,
        Subject subject,
        String action,
        String by,
        String agent,
        String origin,
        @Nullable String run,
        @Nullable String webhook,
        @Nullable ObjectNode before) {

    /**
     * What can be changed.
     *
     * @param resource its kind: {@code entity}, {@code blueprint}, {@code action}, …
     * @param blueprint the blueprint of an entity or scorecard, else empty
     * @param identifier its identifier
     */
    public record Subject(String resource, String blueprint, String identifier) {}
}
