package io.atoll.admin.internal.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests: one JSON object of bounded size and depth, without repeated keys. */
final class Body {

    /** How many bytes a body may have. */
    static final int MOST = 2 << 20;

    /** How much of a body that is too long is read and forgotten, so that its client sees the answer. */
    private static final int LINGER = 16 << 20;

    private static final int DEEPEST = 100;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Body() {}

    /**
     * The object that a request sends; one without a body sends an empty object.
     *
     * @throws TooLarge if it is longer than {@link #MOST}
     * @throws Refused if it is no such object
     */
    static ObjectNode read(HttpServletRequest request) throws IOException, Refused, TooLarge {
        byte[] bytes = bytes(request);
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Refused.invalid(
                    "",
                    "the body is no JSON"
                            + (at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr()) + ": "
                            + e.getOriginalMessage());
        }
        throw Refused.invalid("", "the body must be a JSON object");
    }

    /** Whether there is one. */
    static boolean sent(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Whether it says that it is JSON. */
    static boolean json(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static byte[] bytes(HttpServletRequest request) throws IOException, TooLarge {
        try (InputStream body = request.getInputStream()) {
            if (request.getContentLengthLong() > (long) MOST + LINGER) {
                throw new TooLarge();
            }
            byte[] bytes = body.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                linger(body);
                throw new TooLarge();
            }
            return bytes;
        }
    }

    /** Reads some of a body that nobody wants, and forgets it, so that its client sees the answer. */
    static void linger(InputStream body) throws IOException {
        byte[] chunk = new byte[16 << 10];
        int left = LINGER;
        for (int length = body.read(chunk); length >= 0 && left > 0; length = body.read(chunk)) {
            left -= length;
        }
    }

    /** Says that a body is longer than {@link #MOST}. */
    static final class TooLarge extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
