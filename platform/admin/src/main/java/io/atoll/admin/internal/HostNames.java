package io.atoll.admin.internal;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names by which this host may be addressed: those of the loopback interface, and those that are configured. */
final class HostNames {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names = new HashSet<>(LOOPBACK);

    /**
     * Adds to the names of the loopback interface.
     *
     * @param configured names or addresses without port
     * @param address the platform's own address; {@code null} if it is not known
     */
    HostNames(List<String> configured, @Nullable String address) {
        configured.forEach(name -> names.add(canonical(name.strip())));
        if (address != null && URI.create(address).getHost() != null) {
            names.add(canonical(URI.create(address).getHost()));
        }
    }

    /** Whether a name, without port, is one of them; upper and lower case do not differ. */
    boolean contain(String name) {
        return names.contains(canonical(name));
    }

    private static String canonical(String name) {
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return bracketed.toLowerCase(Locale.ROOT);
    }
}
