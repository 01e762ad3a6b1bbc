package io.atoll.admin.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lines that hold together: each ends with a digest of itself, and begins with that of the line before.
 *
 * <p>A line is a JSON object {@code {"previous":"…", …,"digest":"…"}}.
 */
final class Chain {

    /** What the first line of all has before it. */
    static final String BEGINNING = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "\"}";
    private static final String DIGEST = ",\"digest\":\"";
    private static final int TAIL = DIGEST.length() + 64 + END.length();

    private Chain() {}

    /** The line of an object that follows another. */
    static Line link(String previous, ObjectNode content) {
        ObjectNode whole = JSON.createObjectNode().put("previous", previous);
        whole.setAll(content);
        String text = whole.toString();
        String digest = digest(text);
        return new Line(text.substring(0, text.length() - 1) + DIGEST + digest + END, digest);
    }

    /**
     * Reads a line.
     *
     * @return empty if it is not as it was written
     */
    static Optional<Read> read(String line) {
        int cut = line.length() - TAIL;
        if (cut < 1 || !line.startsWith(DIGEST, cut) || !line.endsWith(END)) {
            return Optional.empty();
        }
        String digest = line.substring(cut + DIGEST.length(), line.length() - END.length());
        String text = line.substring(0, cut) + "}";
        if (!digest.equals(digest(text))) {
            return Optional.empty();
        }
        try {
            JsonNode content = JSON.readTree(text);
            return Optional.of(new Read(content.path("previous").asText(), digest, content));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A line to be written.
     *
     * @param text without line break
     * @param digest what the next one begins with
     */
    record Line(String text, String digest) {}

    /**
     * A line that is as it was written.
     *
     * @param previous the digest of the line that was before it
     * @param digest its own
     * @param content all of it but its digest
     */
    record Read(String previous, String digest, JsonNode content) {}
}
