package io.atoll.custom.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of others, in a process of its own. */
final class Peer implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    private final Process process;
    private final String address;

    private Peer(ProcessBuilder command, Path log, int port, String ready) throws Exception {
        this.address = "http://127.0.0.1:" + port;
        this.process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean up = false;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + ready)).build();
            await("it did not start, see " + log, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it ended:\n" + Files.readString(log));
                }
                try {
                    return http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    return false;
                }
            });
            up = true;
        } finally {
            if (!up) {
                close();
            }
        }
    }

    /** The Keycloak that the profile unpacks below target, with a realm of the tests. */
    static Peer keycloak(Path target) throws Exception {
        Path home;
        try (var unpacked = Files.newDirectoryStream(target, "keycloak-*")) {
            home = unpacked.iterator().next();
        }
        Files.createDirectories(home.resolve("data/import"));
        try (var realm = Peer.class.getResourceAsStream("/io/atoll/custom/keycloak/demo-realm.json")) {
            Files.copy(realm, home.resolve("data/import/demo-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        int port = freePort();
        var command = new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--import-realm");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Peer(command, target.resolve("kc.log"), port, "/realms/demo");
    }

    /** A PouchDB Server that is installed in a folder. */
    static Peer pouchDb(Path folder) throws Exception {
        int port = freePort();
        var command = new ProcessBuilder(
                        "node",
                        folder.resolve("node_modules/pouchdb-server/bin/pouchdb-server")
                                .toString(),
                        "--in-memory",
                        "--no-stdout-logs",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port))
                .directory(folder.toFile());
        return new Peer(command, folder.resolve("server.log"), port, "/");
    }

    /** A port that nobody listens at. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks again and again until something holds. */
    static void await(String otherwise, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** May hold. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Where it listens. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
