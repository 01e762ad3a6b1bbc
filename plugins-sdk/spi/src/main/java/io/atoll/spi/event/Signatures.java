package io.atoll.spi.event;

import io.atoll.spi.event.LiveEventGate.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ways in which third parties prove that a delivery is theirs, for {@linkplain LiveEventGate gates}. Every comparison takes the same
 * time wherever the difference is, and no reason names a secret or a signature.
 *
 * {@snippet class="io.atoll.spi.example.IssueGate" region="gate"}
 *
 * <p>An empty secret is refused with an {@link IllegalArgumentException}: it would let everybody in.
 */
public final class Signatures {

    private Signatures() {}

    /**
     * A header holds the HMAC of the body as it was sent. If the header lists several, separated by commas, one has to be right.
     *
     * @param header its name
     * @param prefix what stands before the signature, for example {@code sha256=}; may be empty
     */
    public static Check hmac(Algorithm algorithm, Encoding encoding, String header, String prefix, String secret) {
        byte[] key = bytes(secret);
        return event -> {
            var given = event.header(header);
            if (given.isEmpty()) {
                return Optional.of("the header " + header + " is missing");
            }
            return algorithm.signs(key, event.body(), signatures(given.get(), prefix), encoding)
                    ? Optional.empty()
                    : Optional.of("the header " + header + " is not the signature of the body");
        };
    }

    /**
     * A header holds the HMAC of a moment and the body; one that is older or younger than the window is refused, so that an old delivery
     * cannot be sent again. Choose a window that is no longer than the platform remembers delivery ids, which is a day.
     *
     * @param header the name of the signature's header
     * @param prefix what stands before the signature, for example {@code v0=}; may be empty
     * @param timestamp where the moment stands, and how it is signed
     */
    public static Check timestamped(
            Algorithm algorithm, Encoding encoding, String header, String prefix, String secret, Timestamp timestamp) {
        byte[] key = bytes(secret);
        return event -> {
            var given = event.header(header);
            var moment = timestamp.of(event, header);
            if (given.isEmpty() || moment.isEmpty()) {
                return Optional.of("the header " + header + " or its moment is missing");
            }
            if (!timestamp.fresh(moment.get(), event.receivedAt())) {
                return Optional.of(
                        "it was not signed within " + timestamp.window().toSeconds() + " s of its arrival");
            }
            byte[] signed = joined(timestamp.before().replace(Timestamp.MOMENT, moment.get()), event.body());
            return algorithm.signs(key, signed, signatures(given.get(), prefix), encoding)
                    ? Optional.empty()
                    : Optional.of("the header " + header + " is not the signature of moment and body");
        };
    }

    /** A header holds the secret itself. */
    public static Check header(String header, String secret) {
        byte[] expected = bytes(secret);
        return event -> event.header(header)
                        .map(given -> equal(expected, given.getBytes(StandardCharsets.UTF_8)))
                        .orElse(false)
                ? Optional.empty()
                : Optional.of("the header " + header + " is missing or not the agreed one");
    }

    /** The header {@code Authorization} holds user and password, as in HTTP Basic. */
    public static Check basic(String user, String password) {
        byte[] expected = (user + ":" + requireSecret(password)).getBytes(StandardCharsets.UTF_8);
        return event -> event.header("Authorization")
                        .filter(given -> given.regionMatches(true, 0, "Basic ", 0, 6))
                        .flatMap(given ->
                                Encoding.BASE64.decode(given.substring(6).trim()))
                        .map(given -> equal(expected, given))
                        .orElse(false)
                ? Optional.empty()
                : Optional.of("the header Authorization is missing or not the agreed one");
    }

    private static Stream<String> signatures(String header, String prefix) {
        return Arrays.stream(header.split(",", -1))
                .map(String::trim)
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()));
    }

    private static byte[] joined(String before, byte[] body) {
        byte[] first = before.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static boolean equal(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(expected, given);
    }

    private static byte[] bytes(String secret) {
        return requireSecret(secret).getBytes(StandardCharsets.UTF_8);
    }

    private static String requireSecret(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret would let everybody in");
        }
        return secret;
    }

    /** Tells whether a delivery is genuine; safe for use by several threads. */
    @FunctionalInterface
    public interface Check {

        /** What is wrong with a delivery, without secret and signature; empty if it is genuine. */
        Optional<String> fault(LiveEvent event);

        /**
         * The verdict of a gate that asks for nothing else.
         *
         * @param deliveryId as in {@link Verdict.Accepted}
         */
        default Verdict judge(LiveEvent event, Optional<String> deliveryId) {
            return fault(event).<Verdict>map(Verdict.Refused::new).orElseGet(() -> new Verdict.Accepted(deliveryId));
        }

        /** Holds if this or another one does, for example while a secret is being replaced. */
        default Check or(Check other) {
            return event -> fault(event).flatMap(fault -> other.fault(event));
        }
    }

    /**
     * Where the moment of a signature stands, as seconds since 1970, and how it is signed.
     *
     * @param header its header; if it is the one of the signature, the moment stands there as {@code t=} among others
     * @param before what is signed before the body, for example <code>v0:{timestamp}:</code>
     * @param window how far the moment may be from the arrival
     */
    public record Timestamp(String header, String before, Duration window) {

        private static final String MOMENT = "{timestamp}";

        /** Refuses a text that does not sign the moment with an {@link IllegalArgumentException}. */
        public Timestamp {
            if (!before.contains(MOMENT)) {
                throw new IllegalArgumentException("'" + before + "' signs no moment: it has to contain " + MOMENT);
            }
        }

        private Optional<String> of(LiveEvent event, String signatureHeader) {
            return header.equalsIgnoreCase(signatureHeader)
                    ? event.header(header).flatMap(all -> signatures(all, "t=").findFirst())
                    : event.header(header).map(String::trim);
        }

        private boolean fresh(String moment, Instant arrival) {
            try {
                return Duration.between(Instant.ofEpochSecond(Long.parseLong(moment)), arrival)
                                .abs()
                                .compareTo(window)
                        <= 0;
            } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
                return false;
            }
        }
    }

    /** How an HMAC is made. */
    public enum Algorithm {
        /** For third parties that have nothing better. */
        HMAC_SHA1("HmacSHA1"),
        /** The usual one. */
        HMAC_SHA256("HmacSHA256"),
        /** The longest one. */
        HMAC_SHA512("HmacSHA512");

        private final String name;

        Algorithm(String name) {
            this.name = name;
        }

        private boolean signs(byte[] key, byte[] signed, Stream<String> given, Encoding encoding) {
            byte[] expected;
            try {
                var mac = Mac.getInstance(name);
                mac.init(new SecretKeySpec(key, name));
                expected = mac.doFinal(signed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + name, e);
            }
            return given.flatMap(each -> encoding.decode(each).stream()).anyMatch(each -> equal(expected, each));
        }
    }

    /** How the bytes of a signature are written. */
    public enum Encoding {
        /** Two hexadecimal digits for each byte, in upper or lower case. */
        HEX,
        /** Base64 with the usual alphabet. */
        BASE64;

        private Optional<byte[]> decode(String text) {
            try {
                return Optional.of(
                        switch (this) {
                            case HEX -> HexFormat.of().parseHex(text);
                            case BASE64 -> Base64.getDecoder().decode(text);
                        });
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
