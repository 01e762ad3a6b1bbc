package io.atoll.catalog.internal.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.time.Instant;
import java.util.Set;

/**
 * One run of an action.
 *
 * @param document as the API shows it; not shared
 */
record Run(ObjectNode document) {

    private static final Set<String> FINAL = Set.of("SUCCESS", "FAILURE", "DECLINED");

    String identifier() {
        return document.path("id").asText();
    }

    String action() {
        return document.path("action").path("identifier").asText();
    }

    String status() {
        return document.path("status").asText();
    }

    boolean finished() {
        return FINAL.contains(status());
    }

    /** Whether it waits for an installation to take it. */
    boolean pending() {
        return document.path("pendingExecution").asBoolean() && status().equals("IN_PROGRESS");
    }

    /** Whether an installation may take it now. */
    boolean claimable(String installation, Set<String> exclude, Instant now) {
        var until = document.path("claimedUntil").asText();
        return document.path("installationId").asText().equals(installation)
                && !exclude.contains(action())
                && (until.isEmpty() || !Instant.parse(until).isAfter(now));
    }

    void claim(Instant until) {
        document.put("claimedUntil", Json.time(until));
    }

    /** Ends the waiting. */
    void acknowledge() {
        if (!pending()) {
            throw Refusal.of(409, "conflict", "run \"" + identifier() + "\" has been acknowledged already");
        }
        document.put("pendingExecution", false).remove("claimedUntil");
    }

    /** Gives it a status; a final one ends it. */
    void enter(String status, Instant now) {
        document.put("status", status);
        if (finished()) {
            document.put("endedAt", Json.time(now)).put("pendingExecution", false);
        }
    }

    void refuseIfFinished() {
        if (finished()) {
            throw Refusal.of(422, "run_finished", "run \"" + identifier() + "\" has ended already, with " + status());
        }
    }

    void touch(Instant now, String by) {
        document.put("updatedAt", Json.time(now)).put("updatedBy", by);
    }
}
