package io.atoll.admin.internal;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes secrets that nobody guesses. */
final class Secrets {

    /** Lower-case letters and digits that are not taken for one another: 32, so that each stands for five bits. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 6;
    private static final int GROUP = 5;

    private static final SecureRandom random = new SecureRandom();

    private Secrets() {}

    /** 256 bits in letters, digits, {@code -} and {@code _}. */
    static String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 150 bits that a person can read aloud and type: six groups of five, joined by {@code -}. */
    static String password() {
        return IntStream.range(0, GROUPS).mapToObj(index -> group()).collect(Collectors.joining("-"));
    }

    private static String group() {
        return random.ints(GROUP, 0, READABLE.length())
                .mapToObj(index -> READABLE.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
