package io.atoll.admin.internal.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atoll.operation.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** API tokens: what programs show instead of a password. Only their digests are kept. Thread-safe. */
@Component(service = Tokens.class)
public final class Tokens {

    /** What every token begins with, so that people and scanners recognise one. */
    static final String PREFIX = "atoll_";

    /** How many there may be. */
    static final int MOST = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private static final SecureRandom random = new SecureRandom();

    private final TokenFile file;
    private final InstantSource clock;
    private Map<String, Token> byDigest = Map.of();

    /** The tokens of the data folder. */
    @Activate
    public Tokens(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("atoll.data")).orElse("data")), InstantSource.system());
    }

    /** The tokens of a data folder; none is right if they cannot be read. */
    Tokens(Path data, InstantSource clock) {
        this.file = new TokenFile(data);
        this.clock = clock;
        try {
            keep(file.read());
        } catch (IOException e) {
            log.error("No API token is right: {}", e.getMessage());
        }
    }

    /** The token that was shown, if it is one and not expired. */
    public synchronized Optional<Bearer> find(String shown) {
        return Optional.ofNullable(byDigest.get(digest(shown)))
                .filter(token -> clock.instant().isBefore(token.expiresAt()))
                .map(token -> new Bearer(token.user(), token.role()));
    }

    /** All that are not expired, the oldest first. */
    public synchronized List<Token> all() {
        Instant now = clock.instant();
        return byDigest.values().stream()
                .filter(token -> now.isBefore(token.expiresAt()))
                .toList();
    }

    /**
     * Makes a token.
     *
     * @throws IOException if it cannot be kept, or there are too many
     */
    public synchronized Made add(String user, String label, Role role, Duration validity) throws IOException {
        List<Token> kept = new ArrayList<>(all());
        if (kept.size() >= MOST) {
            throw new IOException("there are " + MOST + " tokens already; revoke some");
        }
        String text = PREFIX + text(32);
        Instant now = clock.instant();
        Token token = new Token(text(6), user, label, role, now, now.plus(validity), digest(text));
        kept.add(token);
        replace(kept);
        return new Made(token, text);
    }

    /** Makes a token worth nothing. Whether there was one. */
    public synchronized boolean revoke(String id) throws IOException {
        List<Token> kept =
                all().stream().filter(token -> !token.id().equals(id)).toList();
        boolean found = kept.size() < all().size();
        if (found) {
            replace(kept);
        }
        return found;
    }

    private void replace(List<Token> tokens) throws IOException {
        file.write(tokens);
        keep(tokens);
    }

    private void keep(List<Token> tokens) {
        Map<String, Token> kept = new LinkedHashMap<>();
        tokens.forEach(token -> kept.put(token.digest(), token));
        byDigest = kept;
    }

    private static String text(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Looking up digests says nothing about tokens, however long it takes. */
    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Who shows a token.
     *
     * @param user whose it is
     * @param role what its bearer may do at most
     */
    public record Bearer(String user, Role role) {}

    /**
     * A token that was made just now.
     *
     * @param token what is kept
     * @param text the token itself; nobody can see it again
     */
    public record Made(Token token, String text) {

        @Override
        public String toString() {
            return token.toString();
        }
    }
}
