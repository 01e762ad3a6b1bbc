package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request, before it is signed; immutable. */
final class Call {

    private final String method;
    private final Route route;
    private final Agent agent;
    private final byte @Nullable [] body;
    private final boolean repeatable;
    private final boolean exporter;

    private Call(
            String method, Route route, Agent agent, byte @Nullable [] body, boolean repeatable, boolean exporter) {
        this.method = method;
        this.route = route;
        this.agent = agent;
        this.body = body;
        this.repeatable = repeatable;
        this.exporter = exporter;
    }

    static Call get(Route route, Agent agent) {
        return new Call("GET", route, agent, null, true, false);
    }

    static Call delete(Route route, Agent agent) {
        return new Call("DELETE", route, agent, null, true, false);
    }

    /** A request that sets values, and sets the same ones if it is sent twice. */
    static Call patch(Route route, Agent agent, JsonNode body) {
        return new Call("PATCH", route, agent, bytes(body), true, false);
    }

    /** A request that must not be sent twice. */
    static Call post(Route route, Agent agent, JsonNode body) {
        return new Call("POST", route, agent, bytes(body), false, false);
    }

    /** A request that does the same if it is sent twice. */
    static Call repeatablePost(Route route, Agent agent, JsonNode body) {
        return repeatablePost(route, agent, bytes(body));
    }

    /** A request that does the same if it is sent twice; the body is not to be changed. */
    static Call repeatablePost(Route route, Agent agent, byte[] body) {
        return new Call("POST", route, agent, body, true, false);
    }

    /** The same request, by which the catalog stamps what is written. */
    Call asExporter() {
        return new Call(method, route, agent, body, repeatable, true);
    }

    String method() {
        return method;
    }

    Route route() {
        return route;
    }

    Agent agent() {
        return agent;
    }

    String userAgent() {
        return exporter ? agent.exporter() : agent.header();
    }

    /** JSON; {@code null} if there is none. Not to be changed. */
    byte @Nullable [] body() {
        return body;
    }

    /** Whether sending it twice does the same as sending it once. */
    boolean repeatable() {
        return repeatable;
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Method and path, for messages. */
    @Override
    public String toString() {
        return method + " " + route.path();
    }
}
