package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Third parties and people each of whose texts would be a script if a page took it for markup: a repository of git, a server, callers of
 * webhooks, authors of bundles and of configurations. Each text names its source.
 */
final class Hostile implements AutoCloseable {

    /** What a script says that was made of a text. */
    static final String RAN = "CANARY-RAN";

    /** Chooses what only a text can have made. */
    static final String MADE = "[data-canary], canary-x, a[href^='javascript:'], [src='x']";

    /** Sources whose texts our own pages show. */
    static final Set<String> SHOWN = Set.of(
            "message",
            "branch",
            "author",
            "file",
            "content",
            "title",
            "identifier",
            "field",
            "refusal",
            "kind",
            "selector",
            "expression",
            "username",
            "key",
            "stranger",
            "jar",
            "torn",
            "body",
            "eventheader",
            "delivery",
            "label",
            "asked",
            "blueprint",
            "entity",
            "property",
            "markdown");

    private static final Pattern SOURCE = Pattern.compile("CANARY-([a-z]+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a secret of callers";

    private final HttpServer server;

    private Hostile(HttpServer server) {
        this.server = server;
    }

    static Hostile start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Hostile::answer);
        server.start();
        return new Hostile(server);
    }

    /** A text that gets out of attributes, of elements, of scripts and of what holds them. */
    static String text(String source) {
        return name(source) + "</textarea></title></script><canary-x onclick=console.log('" + RAN
                + "')>x</canary-x><script data-canary>console.log('" + RAN + "')</script><!--";
    }

    /** One that may also be the name of a file. */
    static String name(String source) {
        return "CANARY-" + source + "\"'><img data-canary src=\"x\" onerror=\"console.log('" + RAN + "')\">";
    }

    /** One without white space, which may also be the name of a branch. */
    static String word(String source) {
        return name(source).replace(' ', '/');
    }

    /** The sources whose texts stand in a page. */
    static Set<String> sources(String page) {
        return SOURCE.matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers lists of one item, or refuses; everything is hostile. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean list = exchange.getRequestURI().getPath().endsWith("/items");
            byte[] body = list ? items() : text("refusal").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Canary", "CANARY-header");
            exchange.sendResponseHeaders(list ? 200 : 418, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] items() throws IOException {
        var items = JSON.createArrayNode();
        items.addObject()
                .put("id", "good")
                .put("title", text("title"))
                .put("link", "javascript:console.log('" + RAN + "')");
        items.addObject().put("id", text("identifier")).put("title", "no identifier that the catalog takes");
        items.addObject().put(text("field"), text("value"));
        return JSON.writeValueAsBytes(items);
    }

    /** Puts repositories, configurations and bundles into the folder of a product. */
    void furnish(Path home) throws Exception {
        Path repository = Files.createDirectories(home.resolve("repositories/one"));
        git(repository, "init", "-q", "-b", "main");
        Files.writeString(repository.resolve(name("file")), text("content"));
        Files.writeString(repository.resolve("broken.json"), "{\"" + text("parsed") + "\": ");
        git(repository, "add", ".");
        git(
                repository,
                "-c",
                "user.name=Ann CANARY-author\" onfocus=\"console.log('" + RAN + "')\" data-canary=\"x",
                "-c",
                "user.email=ann@example.com",
                "commit",
                "-qm",
                text("message"));
        git(repository, "update-ref", "refs/heads/" + word("branch"), "HEAD");

        Path conf = Files.createDirectories(home.resolve("conf/integrations"));
        Files.writeString(home.resolve("conf/kit.yaml"), "allowedAddresses: [127.0.0.1]\n");
        yaml(conf.resolve("git~alpha.yaml"), git(repository));
        yaml(conf.resolve("custom~beta.yaml"), custom());
        yaml(conf.resolve("octopus~gamma.yaml"), octopus());
        Files.writeString(conf.resolve("git~delta.yaml"), quoted(text("key")) + ": 1\n");
        Files.writeString(conf.resolve(name("stranger") + ".yaml"), "paths: [/nowhere]\n");

        jar(home.resolve("deploy/" + name("jar") + ".jar"), "io.atoll.nothing", "io.atoll.missing");
        Files.writeString(home.resolve("deploy/" + name("torn") + ".jar"), "no jar");
        jar(home.resolve("deploy/named.jar"), "io.atoll.named", "");
    }

    private static ObjectNode git(Path repository) {
        ObjectNode git = JSON.createObjectNode();
        git.putArray("paths").add(repository.toString());
        var resources = git.putObject("mapping").putArray("resources");
        resources.add(resource("commit", ".id", ".message"));
        resources.add(resource("branch", ".id", ".name"));
        resources.add(resource("contributor", ".id", ".name"));
        ObjectNode files = resource("file", ".id", ".path + (.content | tostring) + .parseError");
        ((ObjectNode) files.path("selector")).put("path", "**");
        resources.add(files);
        resources.add(resource("commit", ".message", ".message"));
        return git;
    }

    private ObjectNode custom() {
        ObjectNode custom = JSON.createObjectNode().put("baseUrl", address());
        custom.put("username", text("username"));
        custom.put("customHeaders", "{\"X-Canary\": \"CANARY-configured\"}");
        var resources = custom.putObject("mapping").putArray("resources");
        resources.add(resource("/items", ".id", ".title + .link"));
        resources.add(resource("/items?" + word("kind"), "." + quoted(text("expression")), ".title"));
        resources.add(resource("/refused", ".id", ".title"));
        return custom;
    }

    private ObjectNode octopus() {
        ObjectNode octopus = JSON.createObjectNode()
                .put("octopusApiKey", "API-OFTHETEST")
                .put("serverUrl", address())
                .put("webhookSecret", SECRET);
        octopus.putObject("mapping").putArray("resources").add(resource("project", ".Id", ".Name"));
        return octopus;
    }

    private static ObjectNode resource(String kind, String identifier, String title) {
        ObjectNode resource = JSON.createObjectNode().put("kind", kind);
        resource.putObject("selector").put("query", "true or .a == " + quoted(text("selector")));
        ObjectNode mappings = resource.putObject("port").putObject("entity").putObject("mappings");
        mappings.put("identifier", identifier).put("title", title).put("blueprint", "\"gitCommit\"");
        mappings.putObject("properties").put("message", title);
        return resource;
    }

    /** JSON is YAML. */
    private static void yaml(Path file, ObjectNode content) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(content));
    }

    private static void jar(Path file, String name, String needed) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Name", text("name"));
        main.putValue("Bundle-Description", text("description"));
        main.putValue("Bundle-Vendor", text("vendor"));
        main.putValue("Bundle-Category", text("category"));
        main.putValue("Provide-Capability", "canary;text=" + quoted(text("capability")));
        if (!needed.isEmpty()) {
            main.putValue("Import-Package", needed);
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.closeEntry();
        }
    }

    /** Waits until everything was read, has callers and people say what only a running product can be told, and waits for what comes of it. */
    void speak(Product product, Program program) throws Exception {
        product.awaitText("/runs", "incomplete");
        String admin = Program.basic("admin", product.password());
        product.eventually(() -> {
            var read = new TreeSet<String>();
            HttpResponse<String> runs = program.get("/api/v1/runs", "Authorization", admin);
            if (runs.statusCode() == 200) {
                JSON.readTree(runs.body())
                        .path("items")
                        .forEach(run -> read.add(run.path("integration").asText() + " "
                                + run.path("status").asText()));
            }
            return read.containsAll(
                    Set.of("git~alpha incomplete", "custom~beta incomplete", "octopus~gamma incomplete"));
        });
        post(product, program, "Projects-1", "Events-" + text("delivery"));
        product.eventually(() -> !JSON.readTree(program.get("/api/v1/events/dead", "Authorization", admin)
                        .body())
                .path("items")
                .isEmpty());
        program.json(
                "POST",
                "/api/v1/tokens",
                JSON.createObjectNode().put("label", name("label")).toString(),
                "Authorization",
                admin);
        for (String path : List.of("/api/v1/users", "/api/v1/mapping/eval", "/api/v1/integrations/git~alpha/check")) {
            program.send(
                    "POST",
                    path,
                    JSON.createObjectNode().put("name", text("asked")).toString(),
                    "Authorization",
                    admin,
                    "Content-Type",
                    "application/json");
        }
        catalog(product, program);
    }

    private static void post(Product product, Program program, String document, String id) throws Exception {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode told = event.putObject("Payload").putObject("Event");
        told.put("SpaceId", "Spaces-1")
                .put("Category", "Modified")
                .put("Id", id)
                .put("Message", text("body"));
        told.putArray("RelatedDocumentIds").add(document);
        product.eventually(() -> {
            HttpResponse<String> response = program.send(
                    "POST",
                    "/integration/octopus/gamma/webhook",
                    event.toString(),
                    "Content-Type",
                    "application/json",
                    "X-Atoll-Webhook-Secret",
                    SECRET,
                    "X-Hostile",
                    name("eventheader"));
            return response.statusCode() == 200;
        });
    }

    /** A client of the catalog that says what it likes. */
    private static void catalog(Product product, Program program) throws Exception {
        JsonNode credentials = JSON.readTree(
                product.home().resolve("data/catalog/credentials.json").toFile());
        String token = "Bearer "
                + program.json(
                                "POST",
                                "/v1/auth/access_token",
                                JSON.createObjectNode()
                                        .put(
                                                "clientId",
                                                credentials.path("clientId").asText())
                                        .put(
                                                "clientSecret",
                                                credentials.path("clientSecret").asText())
                                        .toString())
                        .path("accessToken")
                        .asText();
        ObjectNode blueprint = JSON.createObjectNode()
                .put("identifier", "hostile")
                .put("title", name("blueprint"))
                .put("icon", name("icon"))
                .put("description", text("blueprintdescription"));
        ObjectNode properties = blueprint.putObject("schema").putObject("properties");
        for (String format : List.of("url", "markdown", "email", "user", "yaml", "date-time", "ipv4")) {
            properties
                    .putObject(format)
                    .put("type", "string")
                    .put("format", format)
                    .put("title", name("property"));
        }
        properties.putObject("text").put("type", "string").put("title", name("property"));
        properties.putObject("list").put("type", "array").put("title", name("property"));
        properties.putObject("object").put("type", "object").put("title", name("property"));
        ((ObjectNode) blueprint.path("schema")).putArray("required");
        ask(program, token, "/v1/blueprints", blueprint);
        ObjectNode entity = JSON.createObjectNode().put("identifier", "hostile").put("title", text("entity"));
        entity.put("icon", name("entityicon"));
        entity.putObject("properties")
                .put("text", text("property"))
                .put(
                        "markdown",
                        "[" + text("markdown") + "](javascript:console.log('" + RAN + "')) ![x](x) " + text("markdown")
                                + "\n\n<svg data-canary onload=console.log('" + RAN + "')>")
                .put("yaml", text("yaml"));
        ((ObjectNode) entity.path("properties"))
                .putArray("list")
                .add(text("list"))
                .add("javascript:alert(1)");
        ((ObjectNode) entity.path("properties")).putObject("object").put(text("objectkey"), text("objectvalue"));
        ask(program, token, "/v1/blueprints/hostile/entities?upsert=true", entity);
    }

    private static void ask(Program program, String token, String path, ObjectNode body) throws Exception {
        HttpResponse<String> response =
                program.send("POST", path, body.toString(), "Authorization", token, "Content-Type", "application/json");
        assertThat(response.statusCode()).as(path + " " + response.body()).isIn(200, 201);
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    private static void git(Path repository, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Product.run(repository, command.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
