package io.atoll.admin.internal.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-512, written {@code pbkdf2-sha512$rounds$salt$hash}.
 *
 * <p>It is in every Java platform. A hash names its own cost, so that the cost can grow.
 */
final class PasswordHash {

    /** What OWASP asks for with SHA-512. */
    static final int ROUNDS = 210_000;

    private static final int MOST_ROUNDS = 10_000_000;
    private static final int BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha512\\$([0-9]{1,8})\\$([A-Za-z0-9+/=]{16,100})\\$([A-Za-z0-9+/=]{40,100})");

    private static final SecureRandom random = new SecureRandom();

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /** A hash with a salt of its own; takes some tenths of a second. */
    static PasswordHash of(String password) {
        return of(password, ROUNDS);
    }

    static PasswordHash of(String password, int rounds) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new PasswordHash(rounds, salt, derive(password, salt, rounds));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static PasswordHash parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is no hash of the form pbkdf2-sha512$rounds$salt$hash");
        }
        int rounds = Integer.parseInt(parts.group(1));
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("has " + rounds + " rounds; from 1 to " + MOST_ROUNDS + " are possible");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(rounds, decoder.decode(parts.group(2)), decoder.decode(parts.group(3)));
    }

    /** Whether it is of this password; takes as long as making one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 with SHA-512", e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public String toString() {
        Base64.Encoder encoder = Base64.getEncoder();
        return "pbkdf2-sha512$" + rounds + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }
}
