package io.atoll.benchmark.run;

import aQute.bnd.osgi.Builder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.benchmark.source.Records;
import io.atoll.benchmark.source.Tide;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The product as people run it, in a process of its own, with the benchmark's integration in its deploy folder. */
final class Platform implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final String options;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;
    private int port;

    /**
     * Unpacks the archive afresh.
     *
     * @param folder where to
     * @param options for the JVM
     */
    Platform(Path archive, Path folder, FakeCatalog catalog, int connections, String options) throws Exception {
        this.home = folder.toAbsolutePath();
        this.options = options;
        delete(home);
        Files.createDirectories(home);
        run("tar", "-xzf", archive.toString(), "--strip-components", "1", "-C", home.toString());
        try (var jars = Files.newDirectoryStream(home.resolve("deploy"), "*.jar")) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }
        bundle(home.resolve("deploy/benchmark.jar"));
        Files.writeString(
                home.resolve("conf/apply.yaml"),
                "baseUrl: %s%nclientId: id%nclientSecret: secret%n".formatted(catalog.url()));
        Files.writeString(
                home.resolve("conf/engine.yaml"),
                "deletionBudgetPercent: 50%napplyWorkers: %d%n".formatted(connections));
    }

    /** Configures an instance whose third party is as the tide says. */
    void instance(String name, Tide tide) throws IOException {
        instance(name, tide, "");
    }

    /**
     * Configures an instance whose third party is as the tide says.
     *
     * @param settings lines of YAML beside the usual ones
     */
    void instance(String name, Tide tide, String settings) throws IOException {
        Path file = home.resolve("conf/" + name + ".tide");
        boolean known = Files.exists(file);
        tide.write(file);
        if (known) {
            return;
        }
        Files.writeString(
                home.resolve("conf/integrations/bench~" + name + ".yaml"),
                """
                tide: %s
                resyncOnStart: false
                mapping:
                  enableMergeEntity: true
                  resources:
                    - kind: record
                      selector: {query: 'true'}
                      port:
                        entity:
                          mappings:
                            identifier: .identifier
                            title: .title
                            blueprint: '"%s"'
                            properties:
                              url: .properties.url
                              state: .properties.state
                              cost: .properties.cost
                              created: .properties.created
                              labels: .properties.labels
                              archived: .properties.archived
                              revision: .properties.revision
                              text: .properties.text
                            relations:
                              group: .relations.group
                """.formatted(file, Records.BLUEPRINT) + settings);
    }

    /** An address of the platform that runs. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it. */
    void start() throws IOException {
        Files.deleteIfExists(home.resolve("data/benchmark.port"));
        var builder = new ProcessBuilder(home.resolve("bin/atoll").toString(), "start");
        port = freePort();
        builder.environment().put("ATOLL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("ATOLL_OPTS", options);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("out.log").toFile()));
        process = builder.start();
    }

    /** Waits until the integration's bundle is live. */
    void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(home.resolve("data/benchmark.port"))) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it did not start; see " + home.resolve("out.log"));
            }
            Thread.sleep(5);
        }
    }

    /** Ends it as a loss of power would. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        process = null;
    }

    /** Has the control do something, as soon as it is there and the instance is ready. */
    Figures ask(String command, String instance) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "it did not start";
        while (System.nanoTime() - deadline < 0) {
            Path port = home.resolve("data/benchmark.port");
            if (Files.exists(port) && Files.size(port) > 0) {
                var request = HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + Files.readString(port) + "/" + command + "/" + instance))
                        .build();
                try {
                    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                    if (response.statusCode() == 200) {
                        return new Figures(JSON.readTree(response.body()));
                    }
                    last = response.body();
                } catch (ConnectException starting) {
                    last = starting.toString();
                }
            }
            Thread.sleep(20);
        }
        throw new IOException(command + " of " + instance + " failed: " + last + "; see " + home.resolve("out.log"));
    }

    /** Has an instance run, and requires the run to be complete. */
    Figures run(String instance) throws IOException, InterruptedException {
        return ask("run", instance).complete();
    }

    /**
     * What a run took.
     *
     * @param json as the control tells it
     */
    record Figures(JsonNode json) {

        Figures complete() {
            if (!json.path("status").asText().equals("COMPLETE")) {
                throw new IllegalStateException("the run is not complete: " + json);
            }
            return this;
        }

        double seconds() {
            return json.path("seconds").asDouble();
        }

        double cpuSeconds() {
            return json.path("cpuSeconds").asDouble();
        }

        /** Bytes, each half second. */
        List<Long> live() {
            return json.path("live").valueStream().map(JsonNode::asLong).toList();
        }

        long count(String what) {
            return json.path(what).asLong();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
    }

    private static void bundle(Path file) throws Exception {
        try (var builder = new Builder()) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (new File(entry).exists() && !entry.endsWith(".gz")) {
                    builder.addClasspath(new File(entry));
                }
            }
            builder.setProperty("Bundle-SymbolicName", "io.atoll.benchmark.source");
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("Private-Package", "io.atoll.benchmark.source");
            var jar = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException("the integration cannot be built: " + builder.getErrors());
            }
            jar.write(file.toFile());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.format(Locale.ROOT, "%s ended with %d", List.of(command), status));
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
}
