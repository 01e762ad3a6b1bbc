package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The product as people run it, from its archive, in a process of its own; it reads a small repository of git. */
final class Product implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final Path home;
    private final int port = freePort();
    private final Process process;

    private Product(Path home) throws IOException {
        this.home = home;
        var builder = new ProcessBuilder(home.resolve("bin/atoll").toString(), "start");
        builder.environment().put("ATOLL_HTTP_PORT", Integer.toString(port));
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    /** Unpacks the archive afresh, starts it, and waits for the end of its first run, which is incomplete: one blueprint is not there. */
    static Product start(String name) throws Exception {
        Path home = Path.of(System.getProperty("atoll.browser"), name).toAbsolutePath();
        delete(home);
        Files.createDirectories(home);
        run(home, "tar", "-xzf", System.getProperty("atoll.archive"), "--strip-components", "1");
        Path repository = Files.createDirectories(home.resolve("repositories/one"));
        run(repository, "git", "init", "-q");
        for (int i = 0; i < 30; i++) {
            Files.writeString(repository.resolve("file"), "line " + i);
            run(repository, "git", "add", "file");
            run(
                    repository,
                    "git",
                    "-c",
                    "user.name=Ann",
                    "-c",
                    "user.email=ann@example.com",
                    "commit",
                    "-qm",
                    "<b>" + i);
        }
        Files.createDirectories(home.resolve("conf/integrations"));
        Files.writeString(home.resolve("conf/integrations/git~team.yaml"), """
                    paths: [%s]
                    mapping:
                      createMissingRelatedEntities: true
                      deleteDependentEntities: true
                      resources:
                        - kind: commit
                          selector: {query: 'true'}
                          port:
                            entity:
                              mappings:
                                identifier: .id
                                title: .title
                                blueprint: '"gitCommit"'
                                properties: {sha: .sha, message: .message}
                        - kind: commit
                          selector: {query: 'true'}
                          port:
                            entity:
                              mappings:
                                identifier: .id
                                blueprint: '"nowhere"'
                    """.formatted(repository));
        var product = new Product(home);
        product.awaitText("/runs", "incomplete");
        return product;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The password of the user {@code admin}. */
    String password() throws IOException {
        return Files.readString(home.resolve("data/admin-password")).strip();
    }

    /** Waits until a page holds some text. */
    void awaitText(String path, String text) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            eventually(() -> {
                try {
                    return Files.exists(home.resolve("data/admin-password"))
                            && client.send(asked(path), BodyHandlers.ofString())
                                    .body()
                                    .contains(text);
                } catch (IOException starting) {
                    return false;
                }
            });
        }
    }

    private HttpRequest asked(String path) throws IOException {
        var credentials = Base64.getEncoder().encodeToString(("admin:" + password()).getBytes(UTF_8));
        return HttpRequest.newBuilder(address(path))
                .header("Authorization", "Basic " + credentials)
                .build();
    }

    private void eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("never came true; the product says: " + Files.readString(home.resolve("out")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void run(Path folder, String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
