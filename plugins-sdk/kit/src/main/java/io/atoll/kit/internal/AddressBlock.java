package io.atoll.kit.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A block of addresses.
 *
 * @param prefix the first address
 * @param bits how many bits of it all have in common
 */
record AddressBlock(InetAddress prefix, int bits) {

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            InetAddress prefix = Literal.parse(address.strip());
            if (prefix != null) {
                int all = prefix.getAddress().length * 8;
                int bits = slash < 0
                        ? all
                        : Integer.parseInt(text.substring(slash + 1).strip());
                if (bits >= 0 && bits <= all) {
                    return new AddressBlock(prefix, bits);
                }
            }
        } catch (NumberFormatException | UnknownHostException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + text + "' is no block of addresses such as 10.0.0.0/8");
    }

    boolean contains(InetAddress address) {
        byte[] one = address.getAddress();
        byte[] other = prefix.getAddress();
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || (one[whole] & 0xff) >> (8 - rest) == (other[whole] & 0xff) >> (8 - rest);
    }
}
