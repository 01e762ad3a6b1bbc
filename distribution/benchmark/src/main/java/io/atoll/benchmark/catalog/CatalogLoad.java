package io.atoll.benchmark.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills a catalog with entities that have relations, and measures it over HTTP.
 *
 * <p>Arguments: the address of a platform, its {@code data/catalog/credentials.json}, how many entities; and {@code filled} if an earlier run
 * has written them. An entity is about 1 kB of JSON with two relations; identifiers come in scattered order.
 */
public final class CatalogLoad {

    private static final String BLUEPRINT = "load_service";
    private static final String TEAM = "load_team";
    private static final int BULK = 20;
    private static final int TEAMS = 1000;
    private static final int ALONE = 20_000;

    private final Client client;
    private final int entities;

    private CatalogLoad(Client client, int entities) {
        this.client = client;
        this.entities = entities;
    }

    /** Runs it and prints what was measured. */
    public static void main(String[] arguments) throws Exception {
        var credentials = Client.JSON.readTree(Path.of(arguments[1]).toFile());
        try (var client = new Client(URI.create(arguments[0]), credentials)) {
            var load = new CatalogLoad(client, Integer.parseInt(arguments[2]));
            if (arguments.length == 3) {
                load.fill();
            }
            load.pointReads();
            load.pages();
            load.searches();
        }
    }

    private void fill() throws Exception {
        client.post("/v1/blueprints", blueprint(TEAM));
        var service = blueprint(BLUEPRINT);
        var relations = service.putObject("relations");
        relations.putObject("team").put("target", TEAM).put("many", false).put("required", false);
        relations.putObject("uses").put("target", BLUEPRINT).put("many", true).put("required", false);
        client.post("/v1/blueprints", service);
        write(TEAM, 0, TEAMS, 1);
        var alone = Math.min(ALONE, entities / 5);
        write(BLUEPRINT, 0, alone, 1);
        write(BLUEPRINT, alone, entities, 8);
    }

    private void write(String blueprint, int from, int to, int connections) throws Exception {
        var next = new AtomicInteger(from / BULK);
        var start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            Callable<Boolean> worker = () -> {
                for (var n = next.getAndIncrement(); n * BULK < to; n = next.getAndIncrement()) {
                    client.post(
                            "/v1/blueprints/" + blueprint
                                    + "/entities/bulk?upsert=true&create_missing_related_entities=true",
                            bulk(blueprint, n, to));
                }
                return true;
            };
            var running = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < connections; i++) {
                running.add(threads.submit(worker));
            }
            for (var each : running) {
                each.get();
            }
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "upserts of %s in bulks of %d, %d connections: %,.0f entities/s (%,d in %.1f s)%n",
                blueprint,
                BULK,
                connections,
                (to - from) / seconds,
                to - from,
                seconds);
    }

    private void pointReads() throws Exception {
        var random = new Random(1);
        for (var i = 0; i < 500; i++) {
            client.get(path(random.nextInt(entities)));
        }
        var timings = new Timings();
        for (var i = 0; i < 2000; i++) {
            var path = path(random.nextInt(entities));
            timings.time(() -> client.get(path));
        }
        System.out.printf(Locale.ROOT, "point reads: %s%n", timings);
    }

    private void pages() throws Exception {
        var timings = new Timings();
        var from = "";
        var seen = 0;
        while (from != null) {
            var body = Client.JSON.createObjectNode();
            body.put("datasource_prefix", "port-ocean/load/").put("datasource_suffix", "/bench/exporter");
            body.put("limit", 1000);
            if (!from.isEmpty()) {
                body.put("from", from);
            }
            var page = timings.time(() -> client.post("/v1/blueprints/entities/datasource-entities", body));
            var read = Client.JSON.readTree(page);
            seen += read.path("entities").size();
            from = read.path("next").isTextual() ? read.path("next").asText() : null;
        }
        System.out.printf(Locale.ROOT, "pages of 1,000 by datasource, all %,d entities: %s%n", seen, timings);
    }

    private void searches() throws Exception {
        search("text = ", rule("name", "=").put("value", "Service number " + entities / 2));
        search("text contains", rule("name", "contains").put("value", "number " + entities / 3 + "7"));
        search("text beginsWith", rule("name", "beginsWith").put("value", "Service number " + entities / 100));
        search("number =", rule("cost", "=").put("value", entities / 2));
        search("number >", rule("cost", ">").put("value", entities - 100));
        var in = rule("name", "in");
        in.putArray("value").add("Service number 17").add("Service number 18");
        search("text in", in);
        search("isEmpty", rule("name", "isEmpty"));
        search("$identifier =", rule("$identifier", "=").put("value", name(entities / 2)));
    }

    private void search(String what, ObjectNode rule) throws Exception {
        var body = Client.JSON.createObjectNode().put("combinator", "and");
        body.putArray("rules")
                .add(rule("$blueprint", "=").put("value", BLUEPRINT))
                .add(rule);
        var timings = new Timings();
        var found = 0;
        for (var i = 0; i < 3; i++) {
            var answer = timings.time(() -> client.post("/v1/entities/search", body));
            found = Client.JSON.readTree(answer).path("entities").size();
        }
        System.out.printf(Locale.ROOT, "search %s, %d found: %s%n", what, found, timings);
    }

    private static ObjectNode rule(String property, String operator) {
        return Client.JSON.createObjectNode().put("property", property).put("operator", operator);
    }

    private ObjectNode bulk(String blueprint, int n, int to) {
        var body = Client.JSON.createObjectNode();
        var items = body.putArray("entities");
        for (var i = n * BULK; i < Math.min(to, (n + 1) * BULK); i++) {
            items.add(blueprint.equals(TEAM) ? team(i) : service(i));
        }
        return body;
    }

    private static ObjectNode team(int i) {
        return Client.JSON.createObjectNode().put("identifier", "team-" + i);
    }

    private ObjectNode service(int i) {
        var entity = Client.JSON.createObjectNode().put("identifier", name(i)).put("title", "Service " + i);
        entity.putObject("properties")
                .put("name", "Service number " + i)
                .put("cost", i)
                .put("url", "https://example.com/services/" + name(i))
                .put("note", "All work and no play makes a service dull. ".repeat(17));
        entity.putObject("relations")
                .put("team", "team-" + i % TEAMS)
                .putArray("uses")
                .add(name(i / 2));
        return entity;
    }

    /** A name that scatters: neighbours by number are none by name. */
    private static String name(int i) {
        return Integer.toHexString(i * 0x9E3779B1) + "-service-" + i;
    }

    private static String path(int i) {
        return "/v1/blueprints/" + BLUEPRINT + "/entities/" + name(i);
    }

    private static ObjectNode blueprint(String identifier) {
        var blueprint =
                Client.JSON.createObjectNode().put("identifier", identifier).put("title", identifier);
        var properties = blueprint.putObject("schema").putObject("properties");
        properties.putObject("name").put("type", "string");
        properties.putObject("cost").put("type", "number");
        properties.putObject("url").put("type", "string").put("format", "url");
        properties.putObject("note").put("type", "string");
        return blueprint;
    }
}
