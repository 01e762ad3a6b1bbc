package io.atoll.kit.internal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is used for which host.
 *
 * @param http for addresses without TLS
 * @param https for those with TLS
 * @param not hosts that are connected to directly: names with all below them, addresses, blocks, {@code *}; each with or without port
 */
record Proxies(@Nullable URI http, @Nullable URI https, List<String> not) {

    /** Copies the list. */
    Proxies {
        not = List.copyOf(not);
    }

    /** One for all. */
    static Proxies always(URI proxy) {
        return new Proxies(checked(proxy), proxy, List.of());
    }

    /**
     * What the environment says: {@code HTTP_PROXY}, {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in upper or lower case.
     *
     * @throws IllegalArgumentException if an address is wrong; the message names the variable
     */
    static Proxies of(Map<String, String> environment) {
        return new Proxies(
                proxy(environment, "http_proxy"),
                proxy(environment, "https_proxy"),
                Stream.of(value(environment, "no_proxy").split("[,\\s]+", -1))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    /** The proxy for an address; {@code null} for none. */
    @Nullable
    URI of(String scheme, String host, int port) {
        URI proxy = "https".equals(scheme) ? https : http;
        return proxy == null || not.stream().anyMatch(entry -> matches(entry, host, port)) ? null : proxy;
    }

    /** Their hosts, in lower case. */
    Set<String> hosts() {
        return Stream.of(http, https)
                .filter(Objects::nonNull)
                .map(proxy -> proxy.getHost().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static @Nullable URI proxy(Map<String, String> environment, String name) {
        String text = value(environment, name);
        String variable = text.isEmpty() ? "all_proxy" : name;
        text = text.isEmpty() ? value(environment, "all_proxy") : text;
        if (text.isEmpty()) {
            return null;
        }
        try {
            return checked(URI.create(text.contains("://") ? text : "http://" + text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the environment variable " + variable
                    + " is no address of a proxy such as http://proxy.example:3128");
        }
    }

    private static URI checked(URI proxy) {
        if (proxy.getHost() == null || !"http".equalsIgnoreCase(proxy.getScheme())) {
            throw new IllegalArgumentException("the address of a proxy is like http://proxy.example:3128");
        }
        return proxy;
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "");
        return (lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower).strip();
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        try {
            InetAddress address = Literal.parse(host);
            if (address != null) {
                return block(entry, address);
            }
        } catch (UnknownHostException e) {
            return false;
        }
        String name = entry.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon > 0) {
            if (!name.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        String bare = name.replaceFirst("^\\*?\\.", "");
        String asked = host.toLowerCase(Locale.ROOT);
        return asked.equals(bare) || asked.endsWith("." + bare);
    }

    private static boolean block(String entry, InetAddress address) {
        try {
            return AddressBlock.parse(entry).contains(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
