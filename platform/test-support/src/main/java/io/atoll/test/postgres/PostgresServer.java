package io.atoll.test.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own for tests, in a temporary folder and on a port of the loopback interface.
 *
 * <p>It syncs to the disk as a real one does. It asks for a password. Root may start it: it then runs as somebody else.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String PASSWORD = "a password with 'quotes' & more";
    private static final int SECONDS_TO_START = 60;

    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final Account account;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private PostgresServer(Path folder, Account account, int port) {
        this.folder = folder;
        this.account = account;
        this.port = port;
    }

    /** The one server of this JVM, which runs until the JVM ends. Not for tests that stop it. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            var started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "postgres-close"));
            shared = started;
        }
        return shared;
    }

    /** Starts a new server. */
    public static PostgresServer start() {
        try {
            var folder = Files.createTempDirectory(
                    "atoll-postgres-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Binaries.unpack(folder);
            var work = Files.createDirectory(folder.resolve("work"));
            var server = new PostgresServer(folder, Account.of(work), freePort());
            server.initialise();
            server.resume();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a new, empty database. */
    public Database database() {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = named("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + name, e);
        }
        return named(name);
    }

    /** Ends all connections and the server; {@link #resume} starts it again with its data. */
    public void stop() {
        stop("fast");
    }

    /** Kills the server without a chance to tidy up; {@link #resume} starts it again with its data. */
    public void kill() {
        if (process != null) {
            var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
            end();
        }
    }

    /** Starts the server again, on the same port. */
    public void resume() {
        try {
            process = new ProcessBuilder(command(
                            "postgres",
                            "-D",
                            data().toString(),
                            "-p",
                            String.valueOf(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories="))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                    .start();
            awaitAnswer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop("immediate");
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() throws IOException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        run(
                "initdb",
                "-D",
                data().toString(),
                "-U",
                USER,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "-A",
                "scram-sha-256",
                "--pwfile=" + password);
    }

    private void awaitAnswer(Process starting) throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (true) {
            try {
                named("postgres").connect().close();
                return;
            } catch (SQLException e) {
                if (ended(starting, 50) || System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL did not start: " + Files.readString(log().toPath()), e);
                }
            }
        }
    }

    private void stop(String mode) {
        if (process != null) {
            run("pg_ctl", "stop", "-m", mode, "-w", "-D", data().toString());
            end();
        }
    }

    private void end() {
        if (process != null && !ended(process, TimeUnit.SECONDS.toMillis(30))) {
            throw new IllegalStateException("PostgreSQL does not end");
        }
        process = null;
    }

    private void run(String program, String... arguments) {
        var words = new ArrayList<String>();
        words.add(program);
        words.addAll(List.of(arguments));
        try {
            var running = new ProcessBuilder(command(words.toArray(String[]::new)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                    .start();
            if (!ended(running, TimeUnit.SECONDS.toMillis(SECONDS_TO_START)) || running.exitValue() != 0) {
                running.destroyForcibly();
                throw new IOException(program + " failed: " + Files.readString(log().toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String... words) {
        var command = new ArrayList<>(List.of(words));
        command.set(0, folder.resolve("bin").resolve(words[0]).toString());
        return account.command(command);
    }

    private static boolean ended(Process process, long milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private Database named(String name) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, PASSWORD);
    }

    private Path data() {
        return folder.resolve("work").resolve("data");
    }

    private File log() {
        return folder.resolve("log").toFile();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
