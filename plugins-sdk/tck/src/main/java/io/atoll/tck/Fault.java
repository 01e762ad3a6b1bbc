package io.atoll.tck;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the answers of a route. Immutable: {@link #after} and {@link #times} give another one.
 *
 * <p>{@code Fault.status(503).after(1).times(2)}: the first request is answered as it should be, the next two are not, then all are well.
 *
 * @param what what is sent instead of the right answer
 * @param passing how many requests are answered as they should be before
 * @param count how many are not; all that follow if it is negative
 */
public record Fault(What what, int passing, int count) {

    private static Fault of(What what) {
        return new Fault(what, 0, -1);
    }

    /** A status with a short JSON body, such as 401, 403, 404, 429, 500, 503. */
    public static Fault status(int status) {
        return of(new Refused(status, null));
    }

    /** A status, and a {@code Retry-After} in seconds. */
    public static Fault status(int status, Duration retryAfter) {
        return of(new Refused(status, retryAfter));
    }

    /** 200, and JSON that breaks off in the middle although its length is right. */
    public static Fault brokenJson() {
        return of(new BrokenJson());
    }

    /** 200, and a page for people, as of a proxy or a login, instead of JSON. */
    public static Fault html() {
        return of(new Html());
    }

    /** The right header, half of the body, and the connection is closed. */
    public static Fault truncated() {
        return of(new Truncated());
    }

    /** Nothing, until {@link ThirdParty#release()}; then the right answer. */
    public static Fault hang() {
        return of(new Hang());
    }

    /** The right answer, a byte at a time with a pause after each. */
    public static Fault slow(Duration pause) {
        return of(new Slow(pause));
    }

    /** The connection is reset. */
    public static Fault reset() {
        return of(new Reset());
    }

    /** 302 to an address, such as one of another third party; the path and query of the request are put behind it. */
    public static Fault redirect(String address) {
        return of(new Redirect(address));
    }

    /** 200, and a gzipped JSON that unfolds to so many bytes, a thousand times what goes over the wire. */
    public static Fault bomb(long bytes) {
        return of(new Bomb(bytes));
    }

    /** Again what the first request of the route was answered with: the same page, with the same cursor. */
    public static Fault repeated() {
        return of(new Repeated()).after(1);
    }

    /** A list without anything in it, of routes from files that are {@code pages}; other routes answer as they should. */
    public static Fault empty() {
        return of(new Empty());
    }

    /** After so many requests that are answered as they should be. */
    public Fault after(int requests) {
        return new Fault(what, requests, count);
    }

    /** So many times; then all is well again. */
    public Fault times(int requests) {
        return new Fault(what, passing, requests);
    }

    /** What is sent instead of the right answer. */
    public sealed interface What {}

    /** A status. */
    record Refused(int status, @Nullable Duration retryAfter) implements What {

        Response response() {
            Response refusal = Response.json("{\"error\":\"status " + status + ", as the test wants\"}")
                    .status(status);
            return retryAfter == null ? refusal : refusal.header("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
    }

    /** JSON that breaks off. */
    record BrokenJson() implements What {

        Response response(Response right) {
            String text = new String(right.body(), StandardCharsets.UTF_8);
            return Response.json(text.length() < 2 ? "{\"broken" : text.substring(0, text.length() / 2));
        }
    }

    /** A page for people. */
    record Html() implements What {

        Response response() {
            return Response.of(200).body("text/html", "<!DOCTYPE html><html><body>Please sign in.</body></html>");
        }
    }

    /** Half of the body. */
    record Truncated() implements What {}

    /** Nothing for a while. */
    record Hang() implements What {}

    /** Byte after byte. */
    record Slow(Duration pause) implements What {}

    /** No answer. */
    record Reset() implements What {}

    /** Another place. */
    record Redirect(String address) implements What {

        Response response(Request request) {
            String query = request.query().entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + value))
                    .collect(Collectors.joining("&"));
            return Response.of(302).header("Location", address + request.path() + (query.isEmpty() ? "" : "?" + query));
        }
    }

    /** A body that grows. */
    record Bomb(long bytes) implements What {}

    /** The first answer. */
    record Repeated() implements What {}

    /** The list with nothing in it. */
    record Empty() implements What {}
}
