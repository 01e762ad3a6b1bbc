package io.atoll.test.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A Redis server of its own for tests, in a temporary folder and on a port of the loopback interface. It asks for a password. */
public final class RedisServer implements AutoCloseable {

    private static final String PASSWORD = "secret-of-the-tests";
    private static final int SECONDS_TO_START = 30;

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private RedisServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a new server. */
    public static RedisServer start() {
        try {
            var folder = Files.createTempDirectory("atoll-redis-");
            unpack(folder.resolve("redis-server"));
            var server = new RedisServer(folder, freePort());
            server.resume();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, without the password. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public String password() {
        return PASSWORD;
    }

    /** Kills the server; {@link #resume} starts it again with what it has written to the disk, which is all. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    /** Starts the server again, on the same port. */
    public void resume() {
        try {
            process = new ProcessBuilder(
                            folder.resolve("redis-server").toString(),
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--dir",
                            folder.toString(),
                            "--requirepass",
                            PASSWORD,
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "always")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        File[] files = folder.toFile().listFiles();
        for (var file : files == null ? new File[0] : files) {
            delete(file);
        }
        delete(folder.toFile());
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        for (var each : inside == null ? new File[0] : inside) {
            delete(each);
        }
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }

    /** Waits until the server answers: its port is open before it has read what it wrote to the disk. */
    private void awaitReady() throws IOException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!ready()) {
            if (System.nanoTime() - until > 0 || process == null || !process.isAlive()) {
                throw new IOException("Redis did not start: " + Files.readString(folder.resolve("redis.log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean ready() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(("AUTH " + PASSWORD + "\r\nPING\r\nQUIT\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII).contains("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(Path target) throws IOException {
        var name = name();
        try (var packed = RedisServer.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                throw new IOException("no " + name + " on the class path");
            }
            Files.copy(packed, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    }

    private static String name() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return "redis-server-7.0.15-" + system + "-" + machine;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
