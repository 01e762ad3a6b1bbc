package io.atoll.admin.internal.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Versions of things, as HTTP's entity tags: a digest of how they are shown. */
final class Versions {

    private static final int BYTES = 12;

    private Versions() {}

    /** The version of a thing, in quotes. */
    static String of(JsonNode shown) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(shown.toString().getBytes(UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a version is among those that a caller takes: a list as in {@code If-Match}, or {@code *} for any. */
    static boolean match(String taken, String version) {
        return Arrays.stream(taken.split(","))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(version));
    }
}
