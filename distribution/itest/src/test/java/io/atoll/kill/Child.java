package io.atoll.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.test.port.PortServer;
import io.atoll.test.postgres.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link Program}. */
final class Child implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader answers;
    private final Path said;

    private Child(Process process, Path said) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.said = said;
    }

    /**
     * What a process is started with.
     *
     * @param folder its data folder
     * @param database of its ledger; empty for a file
     * @param lease how long its leases last
     * @param prefix what its command begins with, for example a shell
     */
    record Start(Path folder, Optional<Database> database, Duration lease, List<String> prefix) {

        /** With a ledger in a file. */
        static Start in(Path folder) {
            return new Start(folder, Optional.empty(), Duration.ofSeconds(30), List.of());
        }

        Start with(Database other) {
            return new Start(folder, Optional.of(other), lease, prefix);
        }

        Start leasing(Duration other) {
            return new Start(folder, database, other, prefix);
        }

        Start after(List<String> other) {
            return new Start(folder, database, lease, other);
        }

        /**
         * Starts it.
         *
         * @param name by which the server knows it
         * @param failPoint as {@code NAME:count}; empty for none
         */
        Child start(PortServer server, String name, String failPoint) throws IOException {
            var command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-Xmx128m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Datoll.failpoint=" + failPoint,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    server.url().toString(),
                    name,
                    folder.toString(),
                    String.valueOf(lease.toMillis())));
            database.ifPresent(one -> command.addAll(List.of(one.url(), one.user(), one.password())));
            Path said = Files.createDirectories(folder).resolve(name + ".err");
            return new Child(
                    new ProcessBuilder(command).redirectError(said.toFile()).start(), said);
        }
    }

    /** The next line that it says; empty if the process has ended instead. */
    Optional<JsonNode> report() throws IOException {
        var line = answers.readLine();
        return line == null ? Optional.empty() : Optional.of(JSON.readTree(line));
    }

    /** Has it do something, and gives what came of it; empty if the process has ended instead. */
    Optional<JsonNode> order(String order) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(order + "\n");
        writer.flush();
        return report();
    }

    /** What it wrote on its standard error. */
    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The id of the process. */
    long pid() {
        return process.pid();
    }

    /** Waits for its end. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    /** Stops it from doing anything until it is continued. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    void proceed() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
