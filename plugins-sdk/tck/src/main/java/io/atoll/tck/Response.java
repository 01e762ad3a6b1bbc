package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a third party answers. Immutable: each method gives another one. */
public final class Response {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private Response(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A status, with nothing else. */
    public static Response of(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    /** 200 with JSON. */
    public static Response json(JsonNode body) {
        return json(body.toString());
    }

    /** 200 with a text that is sent as JSON, whether it is or not. */
    public static Response json(String body) {
        return of(200).body("application/json", body);
    }

    /** With a body. */
    public Response body(String type, String text) {
        return body(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a body. */
    public Response body(String type, byte[] bytes) {
        var typed = new LinkedHashMap<>(headers);
        typed.put("Content-Type", List.of(type));
        return new Response(status, typed, bytes.clone());
    }

    /** With another status. */
    public Response status(int other) {
        return new Response(other, headers, body);
    }

    /** With a header; given again, with another value of it. */
    public Response header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        var values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new Response(status, more, body);
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
