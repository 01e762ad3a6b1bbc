package io.atoll.git.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes identifiers that a catalog accepts: at most {@value #MAX_LENGTH} letters, digits and {@code @ _ . + : \ / = -}.
 *
 * <p>Different things get different identifiers. Other characters, and {@code =} itself, become {@code =} and two hexadecimal digits
 * for each byte of their UTF-8 form ({@code feature #1} becomes {@code feature=20=231}). What is too long ends with {@code ==} and a
 * digest of the whole.
 */
final class Identifier {

    /** How long an identifier may be. */
    static final int MAX_LENGTH = 1000;

    private static final int DIGEST_LENGTH = 40;

    private Identifier() {}

    /** The identifier of a repository. */
    static String of(String repository) {
        String escaped = escape(repository, "@_.+\\/-");
        return escaped.equals(".") || escaped.equals("..") ? escaped.replace(".", "=2E") : shorten(escaped);
    }

    /** The identifier of something in a repository: {@code repository:key}. */
    static String of(String repository, String key) {
        return shorten(escape(repository, "@_.+\\/-") + ":" + escape(key, "@_.+:\\/-"));
    }

    /** The SHA-256 of a text, in hexadecimal digits. */
    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String escape(String text, String allowed) {
        var result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isLetter(c) || (c >= '0' && c <= '9') || allowed.indexOf(c) >= 0) {
                result.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    result.append('=').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        });
        return result.toString();
    }

    private static String shorten(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int cut = MAX_LENGTH - DIGEST_LENGTH - 2;
        int end = Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
        return text.substring(0, end) + "==" + digest(text).substring(0, DIGEST_LENGTH);
    }
}
