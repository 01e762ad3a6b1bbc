package io.atoll.kit.internal;

import io.atoll.spi.trace.RequestTracer;
import io.atoll.spi.trace.RequestTracer.Attempt;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells who traces, if somebody does, of requests: where they go, without query, and how they end.
 *
 * @param tracer who is told now
 */
record Requests(Supplier<@Nullable RequestTracer> tracer) {

    /** Tells nobody. */
    static final Requests UNTOLD = new Requests(() -> null);

    /** Short words without digits, and numbers of versions; everything else may name one thing among many, or be a secret. */
    private static final Pattern SAME = Pattern.compile("[A-Za-z._~-]{1,32}|v?[0-9]{1,2}(\\.[0-9]{1,2})?");

    /** Sends a request. */
    @FunctionalInterface
    interface Sending {

        /** Sends it with headers that it does not have. */
        Received send(Map<String, String> headers) throws IOException, InterruptedException;
    }

    /** Sends a request, and tells of it. */
    Received told(String method, URI address, int attempt, Secrets secrets, Sending sending)
            throws IOException, InterruptedException {
        @Nullable RequestTracer told = tracer.get();
        if (told == null) {
            return sending.send(Map.of());
        }
        String host = Objects.requireNonNullElse(address.getHost(), "");
        try (Attempt begun = told.begin(method, host, secrets.out(path(address)), attempt)) {
            try {
                Received received = sending.send(begun.headers());
                begun.answered(received.status());
                return received;
            } catch (IOException e) {
                begun.failed(secrets.out(String.valueOf(e.getMessage())));
                throw e;
            } catch (InterruptedException e) {
                begun.failed("it was given up");
                throw e;
            }
        }
    }

    /** The path of an address, with a star for each part that may differ from thing to thing. */
    static String path(URI address) {
        @Nullable String path = address.getRawPath();
        return path == null
                ? ""
                : Stream.of(path.split("/", -1))
                        .map(part -> part.isEmpty() || SAME.matcher(part).matches() ? part : "*")
                        .collect(Collectors.joining("/"));
    }
}
