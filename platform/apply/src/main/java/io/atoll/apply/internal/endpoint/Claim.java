package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import java.time.Duration;
import java.util.List;

/**
 * A wish for runs to execute.
 *
 * @param limit how many at most
 * @param visibility how long nobody else gets them; until then they are to be acknowledged
 * @param except what is not wanted now: identifiers of actions or nodes
 */
public record Claim(int limit, Duration visibility, List<String> except) {

    /** Copies the list. */
    public Claim {
        except = List.copyOf(except);
    }

    ObjectNode json(Session session) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("installationId", session.agent().id().instance())
                .put("limit", limit)
                .put("visibilityTimeoutMs", visibility.toMillis());
        if (!except.isEmpty()) {
            ArrayNode exclude = json.putArray("exclude");
            except.forEach(exclude::add);
        }
        return json;
    }
}
