package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A server of Octopus Deploy, of which an integration reads: one space with five projects, their releases, and a machine. */
final class OctopusServer implements AutoCloseable {

    static final String KEY = "API-OFNEWCOMERS";

    static final String SPACE = "Spaces-1";

    /** The ids of the projects, in the order of their names. */
    static final List<String> PROJECTS = List.of("Projects-1", "Projects-2", "Projects-3", "Projects-4", "Projects-5");

    private static final List<String> NAMES = List.of("basket", "checkout", "invoices", "payments-api", "search");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile CountDownLatch releases = new CountDownLatch(0);
    private volatile boolean empty;

    OctopusServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets a platform that is not started yet have a server at this address, which is not a public one. */
    static void admit(Path home) throws IOException {
        Files.writeString(home.resolve("conf/kit.yaml"), "allowedAddresses: [127.0.0.0/8]\n");
    }

    /** The file of an instance that reads the projects, when it is told to. */
    String settings() {
        return """
                octopusApiKey: %s
                serverUrl: %s
                resyncOnStart: false
                mapping:
                  resources:
                    - kind: project
                      selector: {query: 'true'}
                      port:
                        entity:
                          mappings:
                            identifier: .Id
                            title: .Name
                            blueprint: '"octopusProject"'
                            properties: {description: .Description}
                """.formatted(KEY, address());
    }

    /** How often it was asked for something. */
    int requests() {
        return requests.get();
    }

    /** Lets nobody have the list of releases, until that is to go on. */
    void holdReleases() {
        releases = new CountDownLatch(1);
    }

    void goOn() {
        releases.countDown();
    }

    /** Whether every list is empty from now on, as it is for a key that has lost its rights. */
    void empty(boolean empty) {
        this.empty = empty;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Octopus-ApiKey"))) {
                send(exchange, 401, object("ErrorMessage", "The API key you provided was not valid."));
            } else if (path.equals("/api/users/me")) {
                send(exchange, 200, object("Id", "Users-1"));
            } else {
                send(exchange, 200, page(list(path), query(exchange)));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private List<JsonObject> list(String path) throws InterruptedException {
        if (path.endsWith("/releases") && !releases.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nobody let the releases go on");
        }
        if (empty) {
            return List.of();
        }
        return switch (path) {
            case "/api/spaces" -> List.of(object("Id", SPACE, "Name", "Shop", "Description", "All of the shop"));
            case "/api/" + SPACE + "/projects" ->
                NAMES.stream().map(OctopusServer::project).toList();
            case "/api/" + SPACE + "/releases" ->
                PROJECTS.stream().map(OctopusServer::release).toList();
            case "/api/" + SPACE + "/machines" ->
                List.of(object("Id", "Machines-1", "Name", "web-1", "SpaceId", SPACE, "HealthStatus", "Healthy"));
            default -> List.of();
        };
    }

    /** The third one is out of use. */
    private static JsonObject project(String name) {
        String id = PROJECTS.get(NAMES.indexOf(name));
        JsonObject project =
                object("Id", id, "Name", name, "SpaceId", SPACE, "Description", "The " + name + " of the shop");
        project.addProperty("IsDisabled", name.equals("invoices"));
        return project;
    }

    private static JsonObject release(String project) {
        return object(
                "Id",
                project.replace("Projects", "Releases"),
                "ProjectId",
                project,
                "SpaceId",
                SPACE,
                "Version",
                "1.0.0",
                "Assembled",
                "2026-01-02T03:04:05Z");
    }

    private static JsonObject page(List<JsonObject> all, Map<String, Integer> query) {
        int take = query.getOrDefault("take", 30);
        int from = Math.min(query.getOrDefault("skip", 0), all.size());
        var items = new JsonArray();
        all.subList(from, Math.min(from + take, all.size())).forEach(items::add);
        var page = new JsonObject();
        page.addProperty("TotalResults", all.size());
        page.addProperty("ItemsPerPage", take);
        page.addProperty("LastPageNumber", Math.max(0, (all.size() + take - 1) / take - 1));
        page.add("Items", items);
        return page;
    }

    private static Map<String, Integer> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
    }

    /** An object with texts, names and values in turn. */
    private static JsonObject object(String... members) {
        var object = new JsonObject();
        for (int i = 0; i < members.length; i += 2) {
            object.addProperty(members[i], members[i + 1]);
        }
        return object;
    }

    private static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }
}
