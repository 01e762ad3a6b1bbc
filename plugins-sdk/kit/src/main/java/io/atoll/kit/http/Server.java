package io.atoll.kit.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A third party's server and how to deal with it. Immutable: each method gives another one.
 *
 * @param base what the paths of calls are below; without query, without trailing slash
 * @param auth how callers prove who they are
 * @param rates how fast it may be called
 * @param limits how long things may take and how large they may be
 * @param reach where may be connected to beside the host of the base
 * @param headers what is sent with each call, beside authentication
 */
public record Server(URI base, Auth auth, RateLimit rates, Limits limits, Reach reach, Map<String, String> headers) {

    /** Checks the base; an {@link IllegalArgumentException} says what is wrong with it. */
    public Server {
        if (base.getHost() == null
                || !Set.of("http", "https").contains(base.getScheme())
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address of a server is like https://host/path, without user, query and fragment");
        }
        headers = Map.copyOf(headers);
    }

    /**
     * A server without authentication and with the usual limits.
     *
     * @param base such as {@code https://acme.example/api}
     * @throws IllegalArgumentException if it is no such address
     */
    public static Server at(String base) {
        String text = base.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return new Server(URI.create(text), Auth.none(), RateLimit.standard(), Limits.usual(), Reach.base(), Map.of());
    }

    /** Proves who is calling. */
    public Server auth(Auth how) {
        return new Server(base, how, rates, limits, reach, headers);
    }

    /** Is called as fast as this. */
    public Server rates(RateLimit allowed) {
        return new Server(base, auth, allowed, limits, reach, headers);
    }

    /** Keeps these limits. */
    public Server limits(Limits kept) {
        return new Server(base, auth, rates, kept, reach, headers);
    }

    /**
     * Sends a header with each call to where the credentials go, in place of one of the same name in any case. A header of the call itself
     * counts more.
     */
    public Server header(String name, String value) {
        var more = new HashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new Server(base, auth, rates, limits, reach, more);
    }

    /** Is also at another host, which gets the credentials too. */
    public Server alsoAt(String... hosts) {
        return reach(reach.with(hosts, true));
    }

    /** Sends to another host, which gets no credentials: for addresses in answers, such as downloads. */
    public Server followsTo(String... hosts) {
        return reach(reach.with(hosts, false));
    }

    /**
     * May be at addresses that are not public: {@code 10.0.0.0/8}, {@code 127.0.0.1}, {@code fd00::/8}. Without this, connections to
     * private, loopback, link-local and other special addresses are refused, whatever name leads there.
     */
    public Server addresses(String... blocks) {
        return reach(
                new Reach(reach.hosts(), List.of(blocks), reach.proxy(), reach.certificates(), reach.anyCertificate()));
    }

    /** Is reached by a proxy, such as {@code http://user:password@proxy.example:3128}, whatever the environment says. */
    public Server proxy(URI address) {
        return reach(
                new Reach(reach.hosts(), reach.addresses(), address, reach.certificates(), reach.anyCertificate()));
    }

    /** Has a certificate that one of these signed (PEM), or one that the Java runtime trusts. */
    public Server certificates(Path file) {
        return reach(new Reach(reach.hosts(), reach.addresses(), reach.proxy(), file, reach.anyCertificate()));
    }

    /** May have any certificate: whoever is on the way can then read everything, credentials included. For tests of a person. */
    public Server anyCertificate() {
        return reach(new Reach(reach.hosts(), reach.addresses(), reach.proxy(), reach.certificates(), true));
    }

    private Server reach(Reach other) {
        return new Server(base, auth, rates, limits, other, headers);
    }

    /**
     * How long things may take and how large they may be.
     *
     * @param connect for a connection, TLS included
     * @param exchange for a request and its whole answer
     * @param patience for a call, with all attempts and pauses
     * @param attempts how often a request is sent at most
     * @param page bytes of an answer that is held as a whole
     * @param stream bytes of an answer that is read item by item; it is kept on the disk meanwhile
     * @param item bytes of an item of such an answer, about
     */
    public record Limits(
            Duration connect, Duration exchange, Duration patience, int attempts, long page, long stream, long item) {

        /** 10 s, 2 min and 20 min; 6 attempts; 32 MB, 4 GB and 16 MB. */
        public static Limits usual() {
            return new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(20),
                    6,
                    32L << 20,
                    4L << 30,
                    16L << 20);
        }

        /** With another time for a request and its whole answer. */
        public Limits exchange(Duration longest) {
            return new Limits(connect, longest, patience, attempts, page, stream, item);
        }

        /** With another time for a call with all attempts and pauses. */
        public Limits patience(Duration longest) {
            return new Limits(connect, exchange, longest, attempts, page, stream, item);
        }

        /** With another number of attempts. */
        public Limits attempts(int most) {
            return new Limits(connect, exchange, patience, most, page, stream, item);
        }

        /** With another size of an answer that is held as a whole. */
        public Limits page(long bytes) {
            return new Limits(connect, exchange, patience, attempts, bytes, stream, item);
        }

        /** With other sizes of an answer that is read item by item, and of one item. */
        public Limits stream(long bytes, long ofItem) {
            return new Limits(connect, exchange, patience, attempts, page, bytes, ofItem);
        }
    }

    /**
     * Where may be connected to.
     *
     * @param hosts beside the one of the base, and whether they get the credentials
     * @param addresses blocks of addresses that are not public and may be connected to
     * @param proxy by which proxy; {@code null} for the one that the environment names
     * @param certificates trusted beside those of the runtime; {@code null} for none
     * @param anyCertificate whether certificates are not looked at
     */
    public record Reach(
            Map<String, Boolean> hosts,
            List<String> addresses,
            @Nullable URI proxy,
            @Nullable Path certificates,
            boolean anyCertificate) {

        /** Copies the collections. */
        public Reach {
            hosts = Map.copyOf(hosts);
            addresses = List.copyOf(addresses);
        }

        /** Only to the host of the base, if its address is public. */
        public static Reach base() {
            return new Reach(Map.of(), List.of(), null, null, false);
        }

        private Reach with(String[] more, boolean credentials) {
            var all = new HashMap<>(hosts);
            for (String host : more) {
                all.put(host, credentials);
            }
            return new Reach(all, addresses, proxy, certificates, anyCertificate);
        }

        /** Leaves the password of the proxy out. */
        @Override
        public String toString() {
            List<String> names = new ArrayList<>(new TreeSet<>(hosts.keySet()));
            return "Reach[hosts=" + names + ", addresses=" + addresses + ", proxy="
                    + (proxy == null ? "" : proxy.getHost()) + "]";
        }
    }
}
