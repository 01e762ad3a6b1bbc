package io.atoll.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.events.internal.World.Numbered;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.spi.event.Signatures;
import java.io.BufferedReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of its own that takes events in over HTTP and handles them, to be killed. What it applies it appends to a file, a line for each
 * event, before it notes that it has.
 */
final class Victim implements AutoCloseable {

    static final String SECRET = "secret";

    private final Process process;
    private final int port;

    private Victim(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on a folder that its predecessors may have used. */
    static Victim start(Path folder) throws IOException {
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IOException("the process did not start");
        }
        return new Victim(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    /** Ends it without a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends it in an orderly manner, once nothing waits any more. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What the process does. */
    public static void main(String... arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var token = Signatures.header("X-Hook-Token", SECRET);
        try (var world = new World(folder, 10_000);
                var applied = new FileWriter(folder.resolve("applied").toFile(), StandardCharsets.UTF_8, true)) {
            world.records.applied = line -> append(applied, line);
            world.gate(World.A, event -> token.judge(event, event.header("X-Delivery")));
            world.handler(World.A, new Numbered());
            world.start();
            try (var gateway = Gateway.open(world.reception(), () -> Optional.of(world.inbox()))) {
                System.out.println(gateway.port());
                System.out.flush();
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                Eventually.eventually(() -> assertThat(world.inbox().waiting()).isEmpty());
            }
        }
    }

    private static void append(FileWriter file, String line) {
        synchronized (file) {
            try {
                file.write(line + "\n");
                file.flush();
            } catch (IOException e) {
                throw new LedgerFailure("the file cannot be written", e);
            }
        }
    }
}
