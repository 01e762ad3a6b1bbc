package io.atoll.kit.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * To which addresses may be connected: public ones, and those that are allowed. It is asked with the very addresses that are then connected
 * to, so that no name and no spelling gets around it.
 */
final class Egress implements DnsResolver {

    private static final List<AddressBlock> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "224.0.0.0/3",
                    "::/127",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(AddressBlock::parse)
            .toList();
    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");
    private static final AddressBlock COMPATIBLE = AddressBlock.parse("::/96");

    private final List<AddressBlock> allowed;
    private final Set<String> proxies;

    /**
     * Makes a policy.
     *
     * @param allowed blocks that may be connected to although they are not public
     * @param proxies the hosts of proxies, which a person chose and may be anywhere
     */
    Egress(List<AddressBlock> allowed, Set<String> proxies) {
        this.allowed = List.copyOf(allowed);
        this.proxies = Set.copyOf(proxies);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress literal = Literal.parse(host);
        InetAddress[] addresses = literal == null ? InetAddress.getAllByName(host) : new InetAddress[] {literal};
        if (!proxies.contains(host.toLowerCase(Locale.ROOT))) {
            for (InetAddress address : addresses) {
                check(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Refuses a host that is written as an address and may not be connected to, for requests that a proxy sends on. */
    void checkLiteral(String host) throws UnknownHostException {
        InetAddress literal = Literal.parse(host);
        if (literal != null) {
            check(host, literal);
        }
    }

    private void check(String host, InetAddress address) throws Refused {
        if (special(address) && allowed.stream().noneMatch(block -> block.contains(address))) {
            throw new Refused(host, address);
        }
    }

    private static boolean special(InetAddress address) {
        if (SPECIAL.stream().anyMatch(block -> block.contains(address))) {
            return true;
        }
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
            return special(embedded(bytes, 12));
        }
        return SIX_TO_FOUR.contains(address) && special(embedded(bytes, 2));
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A host is at an address that may not be connected to. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        Refused(String host, InetAddress address) {
            super("refused to connect to " + host + ": " + address.getHostAddress()
                    + " is not a public address; if it is meant, allow it in the configuration of the integration, or for"
                    + " all of them in conf/kit.yaml: allowedAddresses: [" + address.getHostAddress() + "]");
        }
    }
}
