package io.atoll.custom.internal;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which addresses a person allows by writing them as the ones to be called. A name does not: where it leads is for others to say. Neither
 * does a link-local address, where clouds hand out their credentials.
 */
final class WrittenAddress {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private WrittenAddress() {}

    /** Blocks of addresses; none for a name. */
    static List<String> of(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return List.of("127.0.0.0/8", "::1");
        }
        if (IPV4.matcher(host).matches()) {
            return host.startsWith("169.254.") ? List.of() : List.of(host);
        }
        return host.startsWith("[") && !host.matches("\\[fe[89ab].*")
                ? List.of(host.substring(1, host.length() - 1))
                : List.of();
    }
}
