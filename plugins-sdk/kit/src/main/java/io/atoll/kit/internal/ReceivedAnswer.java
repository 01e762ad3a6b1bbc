package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Answer;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An answer as integrations see it.
 *
 * @param received what arrived
 * @param what the request, for messages
 */
record ReceivedAnswer(Received received, String what) implements Answer {

    @Override
    public int status() {
        return received.status();
    }

    @Override
    public Optional<String> header(String name) {
        return received.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return received.all(name);
    }

    @Override
    public String text() {
        try (InputStream in = received.body().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public JsonNode json() throws Unexpected {
        try {
            return JsonBody.read(received);
        } catch (IOException e) {
            throw new Unexpected(what + ": " + e.getMessage(), e);
        }
    }
}
