package io.atoll.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the platform listens: HTTP for this machine alone, and for others HTTPS if there is a certificate. Passwords and tokens go over the
 * network in the clear only if {@code http.insecure} says so.
 *
 * @param settings {@code http.host}, {@code http.port}, {@code http.insecure}, {@code https.host}, {@code https.port}, {@code
 *     https.certificate} and {@code https.key}, or {@code https.keystore}
 */
record Listening(Map<String, String> settings) {

    /** The settings that a command line may make, whether the file has them or not. */
    static final Set<String> SETTINGS = Set.of("http.host", "http.port", "http.insecure", "https.host", "https.port");

    static final String SECURE_PORT = "8743";

    private static final String FILE = " in conf/atoll.properties";

    /** The same, but at one address, which is for HTTPS unless it is of this machine alone, or HTTP is explicitly wanted. */
    Listening at(String address) throws UnusableInstallation {
        var changed = new HashMap<>(settings);
        changed.put(local(address) || insecure() ? "http.host" : "https.host", address);
        return new Listening(changed);
    }

    /** The same, but at one port. */
    Listening on(String port) {
        var changed = new HashMap<>(settings);
        changed.put(secure() ? "https.port" : "http.port", port);
        return new Listening(changed);
    }

    String host() {
        return settings.getOrDefault("http.host", "127.0.0.1");
    }

    String port() {
        return settings.getOrDefault("http.port", "8710");
    }

    /** Where this machine reaches it. */
    String address() {
        String host = wildcard() ? "127.0.0.1" : host();
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * Makes sure that nothing is readable on the way that must not be, and that the ports are free.
     *
     * @param home what the names of files are relative to
     */
    void check(Path home) throws UnusableInstallation {
        if (!local(host()) && !insecure()) {
            throw new UnusableInstallation("http.host '" + host() + "'" + FILE
                    + " makes passwords and tokens readable on the way; leave it at 127.0.0.1 and set https.host for others, or set"
                    + " http.insecure = true (--insecure-http) if the network in between is safe");
        }
        requireFree("http", host(), port());
        if (secure()) {
            requireCertificate(home);
            requireFree(
                    "https", settings.getOrDefault("https.host", ""), settings.getOrDefault("https.port", SECURE_PORT));
        }
    }

    private boolean insecure() {
        return Boolean.parseBoolean(settings.getOrDefault("http.insecure", "false"));
    }

    private boolean secure() {
        return !settings.getOrDefault("https.host", "").isBlank();
    }

    private boolean wildcard() {
        return Set.of("0.0.0.0", "::", "[::]").contains(host());
    }

    private void requireCertificate(Path home) throws UnusableInstallation {
        boolean keystore = !settings.getOrDefault("https.keystore", "").isBlank();
        for (String name :
                keystore ? new String[] {"https.keystore"} : new String[] {"https.certificate", "https.key"}) {
            String file = settings.getOrDefault(name, "");
            if (file.isBlank()) {
                throw new UnusableInstallation(
                        "others reach " + settings.get("https.host")
                                + " by TLS alone: set https.certificate and https.key, or https.keystore," + FILE
                                + "; or say --insecure-http (http.insecure = true), which lets passwords and tokens be read on the way");
            }
            if (!Files.isReadable(home.resolve(file))) {
                throw new UnusableInstallation(name + FILE + " names " + home.resolve(file) + ", which cannot be read");
            }
        }
    }

    private static boolean local(String host) throws UnusableInstallation {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new UnusableInstallation("the address '" + host + "' to listen at is not known: " + unknown);
        }
    }

    private static void requireFree(String scheme, String host, String port) throws UnusableInstallation {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
        } catch (IllegalArgumentException malformed) {
            throw new UnusableInstallation(scheme + ".port" + FILE + " must be a port, but is '" + port + "'");
        } catch (BindException inUse) {
            throw new UnusableInstallation("port " + port + " of " + host + " is in use; stop what uses it, or set "
                    + scheme + ".port" + FILE + (scheme.equals("http") ? " (or ATOLL_HTTP_PORT)" : ""));
        } catch (IOException unusable) {
            throw new UnusableInstallation(scheme + ".host '" + host + "'" + FILE + " cannot be used: " + unusable);
        }
    }
}
