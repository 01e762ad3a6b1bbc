package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The product as people run it, in a process of its own, with an instance {@code live~one} of the integration with live events. It is
 * started again and again on the same folder and the same port.
 */
final class Product implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final String SECRET = "a secret of the test";

    /** Settings of an instance that runs only when somebody posts that it shall. */
    static final String RUNS_BY_POST = """
            resyncOnStart: false
            trigger:
              type: WEBHOOK
              appHost: https://atoll.example.com
              token: a token of the test
            """;

    private final Path home;
    private final int port;
    private final String options;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    /**
     * Unpacks the archive afresh.
     *
     * @param options for the JVM
     * @param settings of the instance beside its file and its secret, lines of YAML
     */
    Product(String name, String options, String settings) throws Exception {
        var distribution = Distribution.unpack(name).bare();
        this.home = distribution.home();
        this.port = Distribution.freePort();
        this.options = options;
        Path jar = new Shelf(distribution.shelf()).live();
        Files.move(jar, distribution.deploy().resolve("live.jar"), StandardCopyOption.REPLACE_EXISTING);
        holds();
        Files.writeString(
                home.resolve("conf/integrations/live~one.yaml"),
                "file: " + records() + "\nsecret: " + SECRET + "\n" + settings);
    }

    /** The third party of the instance holds these records. */
    void holds(String... lines) throws IOException {
        Files.write(records(), List.of(lines));
    }

    /** A file beside the records, of the same name and an ending. */
    Path beside(String ending) {
        return Path.of(records() + "." + ending);
    }

    private Path records() {
        return home.resolve("records");
    }

    Path home() {
        return home;
    }

    void start() throws IOException {
        var builder = new ProcessBuilder(home.resolve("bin/atoll").toString(), "start");
        builder.environment().put("ATOLL_HTTP_PORT", Integer.toString(port));
        builder.environment().put("ATOLL_OPTS", options);
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("out").toFile()));
        process = builder.start();
    }

    /** Ends it without a chance to tidy up, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process cannot be killed");
        }
    }

    /** Ends it in an orderly manner. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process does not stop");
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** An address below the instance's own. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/integration/live/one" + path);
    }

    BoxCatalog catalog() throws Exception {
        var credentials =
                JSON.readTree(home.resolve("data/catalog/credentials.json").toFile());
        return new BoxCatalog(
                URI.create("http://127.0.0.1:" + port),
                credentials.path("clientId").asText(),
                credentials.path("clientSecret").asText());
    }

    /** The sum of those lines of {@code /metrics} that begin with the name of a gauge and hold some text; -1 if there are none. */
    double gauges(String name, String text) {
        var lines = metrics()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(text))
                .toList();
        return lines.isEmpty() ? -1 : lines.stream().mapToDouble(Product::value).sum();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Empty while the product does not answer. */
    private String metrics() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException starting) {
            return "";
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Posts that a run shall begin until that is accepted; gives the answer. */
    String askForARun() throws Exception {
        var last = new ArrayList<String>();
        var request = HttpRequest.newBuilder(address("/resync"))
                .header("Authorization", "Bearer a token of the test")
                .POST(BodyPublishers.noBody())
                .build();
        eventually(
                () -> {
                    try {
                        var response = client.send(request, BodyHandlers.ofString());
                        last.add(response.body());
                        return response.statusCode() == 202;
                    } catch (IOException starting) {
                        return false;
                    }
                },
                () -> last);
        return last.getLast();
    }

    /** What the triggers of the instance remember; empty if there is nothing yet. */
    JsonNode notes() {
        Path file = home.resolve("data/trigger/live~one.json");
        try {
            return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How all runs ended, and why they began, by the ledger of a process that has ended. */
    List<String> runs() throws SQLException {
        var runs = new ArrayList<String>();
        try (var ledger = ledger();
                var query = ledger.createStatement();
                var rows = query.executeQuery("select ended, cause from run order by id")) {
            while (rows.next()) {
                runs.add(rows.getString(1) + ": " + rows.getString(2));
            }
        }
        return runs;
    }

    /** The ledger of a process that has ended. */
    Connection ledger() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/ledger/ledger.db"));
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        if (process != null) {
            kill();
        }
    }
}
