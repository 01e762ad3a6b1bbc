package io.atoll.apply.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, before somebody signs and sends it; immutable. */
public final class Call {

    private static final Map<String, String> RESERVED = Map.of("x-port-reserved-usage", "true");

    private final String method;
    private final Route route;
    private final byte @Nullable [] body;
    private final boolean repeatable;
    private final boolean owning;
    private final Map<String, String> headers;
    private final @Nullable String stamp;

    private Call(
            String method,
            Route route,
            byte @Nullable [] body,
            boolean repeatable,
            boolean owning,
            Map<String, String> headers,
            @Nullable String stamp) {
        this.method = method;
        this.route = route;
        this.body = body;
        this.repeatable = repeatable;
        this.owning = owning;
        this.headers = headers;
        this.stamp = stamp;
    }

    private Call(String method, Route route, byte @Nullable [] body, boolean repeatable) {
        this(method, route, body, repeatable, false, Map.of(), null);
    }

    /** A request that reads. */
    public static Call get(Route route) {
        return new Call("GET", route, null, true);
    }

    /** A request that deletes. */
    public static Call delete(Route route) {
        return new Call("DELETE", route, null, true);
    }

    /** A request that puts a document in the place of another one. */
    public static Call put(Route route, JsonNode body) {
        return new Call("PUT", route, bytes(body), true);
    }

    /** A request that sets values, and sets the same ones if it is sent twice. */
    public static Call patch(Route route, JsonNode body) {
        return new Call("PATCH", route, bytes(body), true);
    }

    /** A request that must not be sent twice. */
    public static Call post(Route route, JsonNode body) {
        return new Call("POST", route, bytes(body), false);
    }

    /** A request that does the same if it is sent twice. */
    public static Call repeatablePost(Route route, JsonNode body) {
        return repeatablePost(route, bytes(body));
    }

    /** A request that does the same if it is sent twice; the body is not to be changed. */
    public static Call repeatablePost(Route route, byte[] body) {
        return new Call("POST", route, body, true);
    }

    /** The same request, by which the catalog stamps what is written. */
    public Call owning() {
        return new Call(method, route, body, repeatable, true, headers, stamp);
    }

    /** The same request, by which the catalog hands out work. */
    public Call reserved() {
        return new Call(method, route, body, repeatable, owning, RESERVED, stamp);
    }

    /** The same request, which is sent twice only if the first certainly had no effect. */
    public Call once() {
        return new Call(method, route, body, false, owning, headers, stamp);
    }

    /** The same request, after which the catalog asks for no resync. */
    public Call skippingResync() {
        return new Call(method, route, body, repeatable, owning, Map.of("x-skip-resync", "true"), stamp);
    }

    /** The same request, with this {@code User-Agent} header whoever calls. */
    Call stamped(String userAgent) {
        return new Call(method, route, body, repeatable, owning, headers, userAgent);
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** Where to. */
    public Route route() {
        return route;
    }

    /** The {@code User-Agent} header, if this one calls. */
    String userAgent(Agent agent) {
        if (stamp != null) {
            return stamp;
        }
        return owning ? agent.owner() : agent.header();
    }

    /** Headers of this request alone. */
    Map<String, String> headers() {
        return headers;
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

    /** Whether the catalog stamps what it writes. */
    boolean stamps() {
        return owning;
    }

    /** Method and path, for messages. */
    @Override
    public String toString() {
        return method + " " + route.path();
    }
}
