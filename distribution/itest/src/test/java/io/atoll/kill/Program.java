package io.atoll.kill;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.test.postgres.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The program of a process: a {@link Platform} that starts a run as the product does when it comes up.
 *
 * <p>It does what it is told on its standard input, and says what came of it on its standard output, as JSON: one line each.
 */
final class Program {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Platform platform;
    private final Path ballast;

    private Program(Platform platform, Path folder) {
        this.platform = platform;
        this.ballast = folder.resolve("ballast");
    }

    /** {@code URL NAME FOLDER LEASE_MILLIS [DATABASE USER PASSWORD]}. */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[2]);
        Optional<Database> database = arguments.length == 4
                ? Optional.empty()
                : Optional.of(new Database(arguments[4], arguments[5], arguments[6]));
        try (var platform = new Platform(
                URI.create(arguments[0]),
                arguments[1],
                folder,
                database,
                Duration.ofMillis(Long.parseLong(arguments[3])))) {
            var program = new Program(platform, folder);
            Thread.startVirtualThread(() -> program.run(new Trigger.AtStart()));
            var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                program.obey(order);
            }
        } catch (IllegalStateException unusable) {
            say(JSON.createObjectNode().put("unusable", String.valueOf(unusable.getMessage())));
        }
        System.exit(0);
    }

    private void obey(String order) throws IOException {
        switch (order) {
            case "run" -> Thread.startVirtualThread(() -> run(new Trigger.Manual("test", 0)));
            case "settle" ->
                Thread.startVirtualThread(
                        () -> settle(() -> platform.engine().recent(1).getFirst()));
            case "take over" -> Thread.startVirtualThread(() -> settle(platform::noted));
            case "fill" -> {
                fill();
                say(JSON.createObjectNode().put("filled", true));
            }
            case "free" -> {
                Files.delete(ballast);
                say(JSON.createObjectNode().put("freed", true));
            }
            default -> throw new IllegalArgumentException(order);
        }
    }

    private void run(Trigger trigger) {
        try {
            var run = platform.engine().start(Platform.ID, trigger);
            say(json(platform.engine().await(run, PATIENCE).orElseThrow()));
        } catch (RunRefused refused) {
            say(JSON.createObjectNode().put("refused", refused.toString()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the newest run is neither under way nor waits to go on, and says how it ended. */
    private static void settle(Supplier<RunReport> newest) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var report = newest.get();
        while (System.nanoTime() < deadline && !settled(report)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            report = newest.get();
        }
        say(json(report));
    }

    private static boolean settled(RunReport report) {
        return switch (report.status()) {
            case RUNNING, SUSPENDED -> false;
            case COMPLETE, INCOMPLETE, HELD, INTERRUPTED, FAILED -> true;
        };
    }

    /** Leaves no room on the disk. */
    private void fill() throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(ballast)) {
                throw full;
            }
        }
    }

    private static ObjectNode json(RunReport report) {
        var json = JSON.createObjectNode();
        json.put("run", report.id().value())
                .put("epoch", report.epoch())
                .put("status", report.status().name())
                .put("reason", report.reason())
                .put("deleted", report.deletion().deleted());
        var kinds = json.putObject("kinds");
        for (var kind : report.kinds()) {
            kinds.putObject(kind.label())
                    .put("state", kind.state())
                    .put("fetched", kind.fetched())
                    .put("written", kind.upserted())
                    .put("unchanged", kind.unchanged())
                    .put("filtered", kind.filtered())
                    .put("failed", kind.failed());
        }
        return json;
    }

    private static synchronized void say(ObjectNode line) {
        System.out.println(line);
        System.out.flush();
    }
}
