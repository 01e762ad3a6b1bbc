package io.atoll.kit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that arrived whole.
 *
 * @param status its status
 * @param headers by name in lower case
 * @param body its body, inflated
 */
record Received(int status, Map<String, List<String>> headers, Spool body) implements AutoCloseable {

    private static final int LONGEST_REASON = 64 * 1024;

    boolean successful() {
        return status / 100 == 2;
    }

    List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** The beginning of the body as text. */
    String reason() {
        return start(LONGEST_REASON);
    }

    String start(int bytes) {
        try (InputStream in = body.open()) {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // it was deleted when it was made; nothing is left to be done
        }
    }
}
