package io.atoll.custom.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prism that plays the API of an OpenAPI description and refuses requests that are not as it says. */
final class Prism implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (http://[0-9.]+:\\d+)");

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> address = new CompletableFuture<>();

    /** Starts one that is installed in a folder. */
    Prism(Path folder, Path description, int port) throws IOException {
        process = new ProcessBuilder(
                        "node",
                        folder.resolve("node_modules/@stoplight/prism-cli/dist/index.js")
                                .toString(),
                        "mock",
                        "--errors",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        description.toString())
                .redirectErrorStream(true)
                .start();
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(listening.group(1));
                }
            }
            address.completeExceptionally(new IllegalStateException("it ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Where it listens, once it does. */
    String address() throws InterruptedException {
        try {
            return address.get(300, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Prism did not start:\n" + String.join("\n", log), e);
        }
    }

    /** What it said of requests that are not as the description says. */
    List<String> violations() {
        return log.stream().filter(line -> line.contains("Violation")).toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
