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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The product as people run it, from its archive, in a process of its own; it reads a small repository of git. */
final class Product implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private static final Pattern PROVIDER = Pattern.compile("badge good\">(satisfied|active)<");

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

    /** Unpacks the archive afresh; gives the folder. */
    static Path unpack(String name) throws Exception {
        Path home = Path.of(System.getProperty("atoll.browser"), name).toAbsolutePath();
        delete(home);
        Files.createDirectories(home);
        run(home, "tar", "-xzf", System.getProperty("atoll.archive"), "--strip-components", "1");
        return home;
    }

    /** Starts what was unpacked, and waits until it says that it is ready. */
    static Product startIn(Path home) throws Exception {
        var product = new Product(home);
        try {
            product.awaitReady();
            return product;
        } catch (Exception | AssertionError failed) {
            product.close();
            throw failed;
        }
    }

    /** Unpacks the archive afresh, starts it with an instance {@code octopus~shop}, and has that read everything once. */
    static Product startWith(OctopusServer octopus, String name) throws Exception {
        Path home = unpack(name);
        OctopusServer.admit(home);
        Files.writeString(home.resolve("conf/integrations/octopus~shop.yaml"), octopus.settings());
        var product = startIn(home);
        try {
            product.awaitProviders("octopus~shop");
            product.atoll("resync", "octopus~shop", "--wait");
            return product;
        } catch (Exception | AssertionError failed) {
            product.close();
            throw failed;
        }
    }

    /** Unpacks the archive afresh, starts it, and waits for the end of its first run, which is incomplete: one blueprint is not there. */
    static Product start(String name) throws Exception {
        Path home = unpack(name);
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
                        - kind: commit
                          selector: {query: '.title == "none"'}
                          port:
                            entity:
                              mappings:
                                identifier: '"left-out-" + .id'
                                blueprint: '"gitCommit"'
                    """.formatted(repository));
        var product = startIn(home);
        product.awaitText("/runs", "badge wary\">incomplete<");
        return product;
    }

    /** Its folder. */
    Path home() {
        return home;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The password of the user {@code admin}. */
    String password() throws IOException {
        return data("admin-password");
    }

    /** What a file of the data folder holds. */
    String data(String file) throws IOException {
        return Files.readString(home.resolve("data").resolve(file)).strip();
    }

    /** What {@code bin/atoll} prints, called with these words. */
    String atoll(String... words) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("bin/atoll").toString()));
        command.addAll(List.of(words));
        Path printed = home.resolve("printed");
        var called = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(printed.toFile())
                .start();
        if (!called.waitFor(120, TimeUnit.SECONDS) || called.exitValue() != 0) {
            called.destroyForcibly();
            throw new IOException(String.join(" ", words) + " failed: " + Files.readString(printed));
        }
        return Files.readString(printed).strip();
    }

    private void awaitReady() throws Exception {
        var question = HttpRequest.newBuilder(address("/health/ready"))
                .timeout(Duration.ofSeconds(30))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            eventually(() -> {
                try {
                    return listensToCommands()
                            && client.send(question, BodyHandlers.discarding()).statusCode() == 200;
                } catch (IOException starting) {
                    return false;
                }
            });
        }
    }

    private boolean listensToCommands() {
        Path data = home.resolve("data");
        return Files.exists(data.resolve("run/shell.sock")) || Files.exists(data.resolve("shell.address"));
    }

    /** Waits until a page holds some text. */
    void awaitText(String path, String text) throws Exception {
        await(path, page -> page.contains(text));
    }

    /** Waits until both components that read for an instance of Octopus are there, which is before a person presses the next button. */
    void awaitProviders(String integration) throws Exception {
        await(
                "/integrations/" + integration,
                page -> PROVIDER.matcher(page).results().count() == 2);
    }

    private void await(String path, Predicate<String> seen) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            eventually(() -> {
                try {
                    return Files.exists(home.resolve("data/admin-password"))
                            && seen.test(client.send(asked(path), BodyHandlers.ofString())
                                    .body());
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

    /** Waits for what comes true by itself while the product runs. */
    void eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("never came true; the product says: " + Files.readString(home.resolve("out")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Runs a command in a folder, which must succeed. */
    static void run(Path folder, String... command) throws Exception {
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
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
