package io.atoll.kit.internal;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses that are written as such, in all spellings that the web knows: {@code 127.1}, {@code 0x7f000001}, {@code 017700000001}. */
final class Literal {

    private static final BigInteger END = BigInteger.ONE.shiftLeft(32);

    private Literal() {}

    /**
     * Reads a host.
     *
     * @param host as in an address of the web, IPv6 with or without brackets
     * @return {@code null} if it is a name
     * @throws UnknownHostException if it looks like an address and is none
     */
    static @Nullable InetAddress parse(String host) throws UnknownHostException {
        String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (text.contains(":")) {
            int zone = text.indexOf('%');
            String plain = text.replace("[", "").replace("]", "");
            if (zone >= 0 || !plain.matches("[0-9a-fA-F:.]+")) {
                throw new UnknownHostException("'" + host + "' is no address that can be connected to");
            }
            return InetAddress.getByName(plain);
        }
        String[] parts = text.split("\\.", -1);
        if (number(parts[parts.length - 1]) == null && !parts[parts.length - 1].matches("\\d+")) {
            return null;
        }
        if (parts.length > 4) {
            throw new UnknownHostException("'" + host + "' is no address that can be connected to");
        }
        BigInteger address = BigInteger.ZERO;
        for (int i = 0; i < parts.length; i++) {
            BigInteger part = number(parts[i]);
            boolean last = i == parts.length - 1;
            BigInteger limit = last ? END.shiftRight(8 * i) : BigInteger.valueOf(256);
            if (part == null || part.compareTo(limit) >= 0) {
                throw new UnknownHostException("'" + host + "' is no address that can be connected to");
            }
            address = address.add(last ? part : part.shiftLeft(8 * (3 - i)));
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = address.shiftRight(8 * (3 - i)).byteValue();
        }
        return InetAddress.getByAddress(bytes);
    }

    private static @Nullable BigInteger number(String part) {
        if (part.matches("0[xX][0-9a-fA-F]*")) {
            return part.length() == 2 ? BigInteger.ZERO : new BigInteger(part.substring(2), 16);
        }
        if (part.matches("0[0-7]+")) {
            return new BigInteger(part, 8);
        }
        return part.matches("0|[1-9][0-9]*") ? new BigInteger(part) : null;
    }
}
