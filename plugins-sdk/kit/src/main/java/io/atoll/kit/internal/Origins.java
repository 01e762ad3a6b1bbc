package io.atoll.kit.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Server;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which addresses calls may be sent to, and which of them get the credentials. */
final class Origins {

    private static final String FORBIDDEN = "\"<>\\^`{|}";

    private final URI base;
    private final Map<String, Boolean> hosts = new HashMap<>();

    Origins(Server server) {
        this.base = server.base();
        server.reach().hosts().forEach((host, credentials) -> hosts.put(host.toLowerCase(Locale.ROOT), credentials));
    }

    /** The address of a call, without what authentication adds. */
    URI of(Call call) throws Unrepeatable {
        String path = call.path();
        URI address = uri(
                path.regionMatches(true, 0, "http://", 0, 7) || path.regionMatches(true, 0, "https://", 0, 8)
                        ? path
                        : path.isEmpty() ? base.toString() : base + "/" + path.replaceFirst("^/+", ""),
                call.toString());
        return query(address, call);
    }

    /** The address that another one leads to. */
    URI resolved(URI from, String to) throws Unrepeatable {
        return from.resolve(uri(escaped(to), "the address that follows " + plain(from)));
    }

    /**
     * Refuses an address that nobody allowed.
     *
     * @return whether the credentials are sent there
     */
    boolean check(URI address, String what) throws Unrepeatable {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            throw Unrepeatable.unexpected(what + " is no address that can be called");
        }
        if (same(address, base)) {
            return true;
        }
        Boolean credentials = known(address, host);
        if (credentials == null) {
            throw Unrepeatable.unexpected(what + " leads to " + address.getScheme() + "://" + address.getRawAuthority()
                    + ", which is not " + base.getScheme() + "://" + base.getRawAuthority()
                    + ": it is not followed, and gets no credentials");
        }
        return credentials;
    }

    /** Whether the credentials may be sent to an address. */
    boolean trusts(URI address) {
        String host = address.getHost();
        return host != null && (same(address, base) || Boolean.TRUE.equals(known(address, host)));
    }

    /** Whether another host than that of the base gets the credentials; {@code null} if nobody allowed it, or not in this way. */
    private @Nullable Boolean known(URI address, String host) {
        boolean downgraded = "https".equals(base.getScheme()) && !"https".equals(address.getScheme());
        boolean callable = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (downgraded || !callable) {
            return null;
        }
        Boolean credentials = hosts.get(host.toLowerCase(Locale.ROOT));
        return credentials != null ? credentials : hosts.get(host.toLowerCase(Locale.ROOT) + ":" + port(address));
    }

    /** An address without its query, for messages. */
    static String plain(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority()
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }

    /** An address with what may not stand in one encoded, as servers forget to do. */
    static String escaped(String address) {
        var text = new StringBuilder();
        for (byte next : address.strip().getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (next & 0xff);
            if (character <= ' ' || character >= 0x7f || FORBIDDEN.indexOf(character) >= 0) {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    private static URI query(URI address, Call call) throws Unrepeatable {
        if (call.query().isEmpty()) {
            return address;
        }
        String added = call.query().stream()
                .map(parameter -> encoded(parameter.name()) + "=" + encoded(parameter.value()))
                .collect(Collectors.joining("&"));
        String text = address.toString();
        String separator =
                address.getRawQuery() == null ? "?" : address.getRawQuery().isEmpty() ? "" : "&";
        return uri(text + separator + added, call.toString());
    }

    private static boolean same(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static String encoded(@Nullable String text) {
        return text == null
                ? ""
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static URI uri(String text, String what) throws Unrepeatable {
        try {
            return URI.create(text).normalize();
        } catch (IllegalArgumentException e) {
            throw Unrepeatable.unexpected(what + " is no valid address");
        }
    }
}
