package io.atoll.catalog.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.TestStore;
import io.atoll.test.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A Felix framework with Felix HTTP and the catalog's bundle, on a port of its own. */
public final class CatalogBox implements AutoCloseable {

    /** The User-Agent of an installation, as Ocean sends it. */
    public static final String AGENT = "port-ocean/mini/1.2.3/mini-1/exporter";

    private static final Path TARGET = Path.of("target");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Framework framework;
    private final Path data;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String token;
    private @Nullable Contract contract;

    private CatalogBox(Framework framework, Path data, URI address) {
        this.framework = framework;
        this.data = data;
        this.address = address;
    }

    /** Starts a box over a data folder, with the {@link TestStore} of that folder, and waits until its API answers. */
    public static CatalogBox start(Path data) {
        var database = TestStore.database(data);
        return database == null ? started(data, Map.of()) : start(data, database);
    }

    /** Starts a box whose store is in a database, and waits until its API answers. */
    public static CatalogBox start(Path data, Database database) {
        return started(data, configuration(database));
    }

    /** Starts a box whose store is in a database, whether that can be opened or not. */
    public static CatalogBox launch(Path data, Database database) {
        return launch(data, configuration(database));
    }

    private static CatalogBox started(Path data, Map<String, Object> configuration) {
        var box = launch(data, configuration);
        box.await(401);
        return box;
    }

    private static Map<String, Object> configuration(Database database) {
        return Map.of(
                "store", "postgresql",
                "url", database.url(),
                "user", database.user(),
                ".password", database.password());
    }

    /** Starts a box over a data folder, whether its catalog opens or not. */
    public static CatalogBox launch(Path data) {
        return launch(data, Map.of());
    }

    private static CatalogBox launch(Path data, Map<String, Object> configuration) {
        try {
            var port = freePort();
            var address = URI.create("http://127.0.0.1:" + port);
            var settings = new HashMap<String, String>();
            settings.put(
                    "org.osgi.framework.storage",
                    Files.createTempDirectory("catalog-box").toString());
            settings.put("org.osgi.framework.storage.clean", "onFirstInit");
            settings.put("org.osgi.service.http.port", String.valueOf(port));
            settings.put("org.apache.felix.http.host", "127.0.0.1");
            settings.put("org.eclipse.jetty.UriComplianceMode", "LEGACY");
            settings.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
            settings.put("atoll.data", data.toString());
            settings.put("atoll.http.address", address.toString());
            var framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow()
                    .newFramework(settings);
            framework.start();
            var box = new CatalogBox(framework, data, address);
            box.install(configuration);
            return box;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The framework. */
    public Framework framework() {
        return framework;
    }

    /** Where it is served. */
    public URI address() {
        return address;
    }

    /** Signs in with the credentials that the box has written. */
    public String token() {
        var known = token;
        if (known == null) {
            var credentials = credentials();
            known = send("POST", "/v1/auth/access_token", Map.of(), credentials.toString())
                    .json()
                    .path("accessToken")
                    .asText();
            token = known;
        }
        return known;
    }

    /** Goes on with a token from before. */
    public void useToken(String earlier) {
        token = earlier;
    }

    /** The credentials in the data folder. */
    public JsonNode credentials() {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(data.resolve("catalog/credentials.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request without a body, as the installation. */
    public Reply get(String path) {
        return call("GET", path, null);
    }

    /** A request with a body, as the installation. */
    public Reply post(String path, String body) {
        return call("POST", path, body);
    }

    /** A request as the installation. */
    public Reply call(String method, String path, @Nullable String body) {
        return callAs(AGENT, method, path, body);
    }

    /** A request as another client. */
    public Reply callAs(String agent, String method, String path, @Nullable String body) {
        return send(method, path, Map.of("Authorization", "Bearer " + token(), "User-Agent", agent), body);
    }

    /** Sends a form of the pages, as a person who has signed in. */
    public Reply submit(String person, String path, String form) {
        var headers = Map.of(
                "Authorization", "signed in", "X-Person", person, "Content-Type", "application/x-www-form-urlencoded");
        return send("POST", path, headers, form);
    }

    /** A page, as a person who has signed in. */
    public Reply page(String person, String path) {
        return send("GET", path, Map.of("Authorization", "signed in", "X-Person", person), null);
    }

    /** A request with just these headers. An answer of the API that is not as its description says is a failure. */
    public Reply send(String method, String path, Map<String, String> headers, @Nullable String body) {
        var reply = exchange(method, path, headers, body);
        if (path.startsWith("/v1/")) {
            var what = method + " " + path + " → " + reply.status() + " " + reply.text();
            assertThat(contract().complaintsOfAnswer(method, path, reply.status(), reply.text()))
                    .as(what)
                    .isEmpty();
            if (reply.status() < 300 && body != null) {
                assertThat(contract().complaintsOfRequest(method, path, body))
                        .as("taken, but not described: " + body + " " + what)
                        .isEmpty();
            }
        }
        return reply;
    }

    /** The description of the API. */
    public Contract contract() {
        var known = contract;
        if (known == null) {
            known = new Contract(
                    exchange("GET", "/v1/openapi.json", Map.of(), null).json());
            contract = known;
        }
        return known;
    }

    /** As {@link #send}, but whatever the answer is. */
    public Reply exchange(String method, String path, Map<String, String> headers, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofMinutes(1))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE.toMillis());
            http.close();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What came back.
     *
     * @param response the response
     */
    public record Reply(HttpResponse<String> response) {

        /** The status. */
        public int status() {
            return response.statusCode();
        }

        /** The body as text. */
        public String text() {
            return response.body();
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + response.body(), e);
            }
        }

        /** A header. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private void install(Map<String, Object> configuration) throws IOException, BundleException {
        var context = framework.getBundleContext();
        var bundles = new ArrayList<Bundle>();
        for (var jar : jars()) {
            bundles.add(context.installBundle("reference:" + jar.toUri()));
        }
        bundles.add(context.installBundle(
                "reference:" + TARGET.resolve("classes").toAbsolutePath().toUri()));
        bundles.add(context.installBundle(openPages().toUri().toString()));
        for (var bundle : bundles) {
            if (bundle.getSymbolicName().equals("io.atoll.catalog") && !configuration.isEmpty()) {
                configure(configuration);
            }
            bundle.start();
        }
    }

    /** Config Admin lives in the framework, where its classes are others than here. */
    private void configure(Map<String, Object> values) {
        try {
            var context = framework.getBundleContext();
            var admin = context.getService(
                    context.getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
            var configuration = admin.getClass()
                    .getMethod("getConfiguration", String.class, String.class)
                    .invoke(admin, "io.atoll.catalog", "?");
            configuration
                    .getClass()
                    .getMethod("update", Dictionary.class)
                    .invoke(configuration, FrameworkUtil.asDictionary(values));
        } catch (ReflectiveOperationException | InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars() throws IOException {
        try (var jars = Files.list(TARGET.resolve("container").toAbsolutePath())) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(
                            jar -> !jar.getFileName().toString().startsWith("pax-logging")))
                    .toList();
        }
    }

    /** A bundle that shows the pages to everybody who sends an authorization. */
    private static Path openPages() throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "open.pages");
        headers.putValue("Bundle-Activator", OpenPages.class.getName());
        headers.putValue(
                "Import-Package",
                "io.atoll.access,org.osgi.framework,org.osgi.service.servlet.context,jakarta.servlet.http,jakarta.servlet");
        var jar = Files.createTempFile("open-pages", ".jar");
        var helper = OpenPages.class.getName().replace('.', '/');
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var name : List.of(helper, helper + "$1")) {
                out.putNextEntry(new JarEntry(name + ".class"));
                out.write(Files.readAllBytes(TARGET.resolve("test-classes/" + name + ".class")));
            }
        }
        return jar;
    }

    /** Waits until the API answers a request without a token with a status: 401 once it is open, 503 while it is not. */
    public void await(int status) {
        var end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (answers(status)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("the API did not answer " + status + " within " + PATIENCE);
    }

    private boolean answers(int status) {
        try {
            return exchange("GET", "/v1/organization", Map.of(), null).status() == status;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
