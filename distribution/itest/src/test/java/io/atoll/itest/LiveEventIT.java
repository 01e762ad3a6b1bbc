package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog.Endpoint;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Live events in the real container: from the HTTP port to the catalog in the box. */
@ExtendWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LiveEventIT {

    private static final String SECRET = "a secret of the test";
    private static final long SEED = Long.getLong("events.seed", 20261122L);

    @Inject
    private BundleContext context;

    @Inject
    private Deployments deployments;

    @Inject
    private Integrations integrations;

    @Inject
    private SyncEngine engine;

    @Inject
    private Endpoint endpoint;

    @Inject
    private Inbox inbox;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Unpacks the archive and fills the shelf. */
    @Configuration
    public Option[] container() throws Exception {
        var distribution = Distribution.unpack("live-events").bare();
        new Shelf(distribution.shelf()).live();
        return distribution.container();
    }

    @Test
    public void anEventBecomesAnEntityAndAnotherOneTakesItAway() throws Exception {
        try (var one = new Instance("plain")) {
            var sent = System.nanoTime();
            assertThat(one.send("/hook", "{\"id\": \"p1\", \"value\": \"v\", \"parts\": [1, 2]}")
                            .statusCode())
                    .isEqualTo(200);
            eventually(() -> items().contains("p1"), inbox::counts);
            System.out.println("from event to entity: " + (System.nanoTime() - sent) / 1_000_000 + " ms");
            eventually(() -> parts().containsAll(Set.of("p1-1", "p1-2")), inbox::counts);

            one.send("/hook", "{\"id\": \"p1\", \"value\": \"hidden\", \"parts\": [1]}");
            eventually(() -> !items().contains("p1"), inbox::counts);

            one.send("/hook", "{\"id\": \"p1\", \"parts\": [1, 2], \"gone\": true}");
            eventually(() -> parts().stream().noneMatch(part -> part.startsWith("p1-")), inbox::counts);
        }
    }

    @Test
    public void whatIsNotGenuineLeavesNothing() throws Exception {
        try (var one = new Instance("guarded")) {
            assertThat(one.post("/hook", "{\"id\": \"g1\"}").statusCode()).isEqualTo(401);
            assertThat(one.post("/hook", "{\"id\": \"g1\"}", "X-Signature", "sha256=00")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(one.post("/elsewhere", "{}").statusCode()).isEqualTo(404);
            assertThat(one.send("/hook", "{").statusCode()).isEqualTo(400);
            assertThat(one.post("/hook", "x".repeat(26 << 20)).statusCode()).isEqualTo(413);

            assertThat(inbox.counts().get(one.lane())).isNull();
        }
    }

    @Test
    public void routesStartAResyncAndRegisterWhatIsPosted() throws Exception {
        try (var one = new Instance("router")) {
            one.holds("{\"id\": \"r1\", \"value\": \"v\"}");

            assertThat(one.post("/my-custom-resync", "").statusCode()).isEqualTo(401);
            assertThat(one.post("/my-custom-resync", "{}", "X-Token", SECRET).body())
                    .isEqualTo("{\"upserted\":1}");
            assertThat(items()).contains("r1");
            assertThat(one.post("/sync", "[{\"id\": \"r2\", \"value\": \"v\"}]", "X-Token", SECRET)
                            .body())
                    .isEqualTo("{\"upserted\":1}");
            assertThat(items()).contains("r1", "r2");
        }
    }

    @Test
    public void whatCameWhileTheBundleWasAwayIsRefusedAndWhatWasKeptIsHandledLater() throws Exception {
        try (var one = new Instance("away")) {
            one.holds();
            remove();
            eventually(() -> one.send("/hook", "{\"id\": \"a0\"}").statusCode() == 503, integrations::all);
            inbox.accept(new Inbox.Delivery(
                    one.lane(),
                    null,
                    "POST",
                    Map.of(),
                    "{\"id\": \"a1\", \"value\": \"v\"}".getBytes(StandardCharsets.UTF_8),
                    Instant.now()));

            drop();

            eventually(() -> items().contains("a1"), inbox::counts);
            assertThat(items()).doesNotContain("a0");
        }
    }

    /** Whatever came before, in whatever order and how often: a resync makes of it what it makes of nothing. */
    @Test
    public void eventsAndThenAResyncAreTheResyncAlone() throws Exception {
        var random = new Random(SEED);
        try (var one = new Instance("equal")) {
            for (var round = 0; round < 3; round++) {
                var truth = new TreeMap<String, String>();
                var events = new ArrayList<String>();
                for (var i = 0; i < 40; i++) {
                    happen(random, truth, events);
                }
                for (var i = 0; i < 10; i++) {
                    events.add(events.get(random.nextInt(events.size())));
                }
                Collections.shuffle(events, random);
                for (var event : events) {
                    assertThat(one.send("/hook", event).statusCode()).isEqualTo(200);
                }
                eventually(() -> !inbox.waiting().contains(one.lane()), inbox::counts);
                assertThat(inbox.list(State.DEAD, one.id, 10)).isEmpty();

                one.holds(truth.values().toArray(String[]::new));
                assertThat(one.resync()).isEqualTo(Status.COMPLETE);

                assertThat(entities("e"))
                        .as("round " + round + " of seed " + SEED)
                        .isEqualTo(made(truth.keySet(), truth));
            }
        }
    }

    /** One record of a few comes, changes, is hidden or goes. */
    private static void happen(Random random, Map<String, String> truth, List<String> events) {
        var id = "e" + random.nextInt(12);
        if (random.nextInt(4) == 0) {
            events.add("{\"id\":\"" + id + "\",\"parts\":[1,2,3],\"gone\":true}");
            truth.remove(id);
        } else {
            var value = random.nextInt(5) == 0 ? "hidden" : "v" + random.nextInt(1000);
            var parts = new TreeSet<Integer>();
            for (var part = 1 + random.nextInt(3); part > 0; part--) {
                parts.add(part);
            }
            var record = "{\"id\":\"" + id + "\",\"value\":\"" + value + "\",\"parts\":" + parts + "}";
            events.add(record);
            truth.put(id, record);
        }
    }

    /** What the mapping makes of the records, as a person reads it. */
    private static Map<String, String> made(Set<String> ids, Map<String, String> truth) {
        var made = new TreeMap<String, String>();
        for (var id : ids) {
            var record = truth.get(id);
            var value = record.replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
            if (!value.equals("hidden")) {
                made.put(id, value);
            }
            for (var part : record.replaceAll(".*\\[(.*)\\].*", "$1").split(", ", -1)) {
                made.put(id + "-" + part, value);
            }
        }
        return made;
    }

    private Map<String, String> entities(String prefix) throws Exception {
        var entities = new TreeMap<String, String>();
        var catalog = new BoxCatalog(endpoint);
        for (var blueprint : List.of("liveItem", "livePart")) {
            catalog.send("GET", "/v1/blueprints/" + blueprint + "/entities", null)
                    .path("entities")
                    .forEach(entity -> {
                        var id = entity.path("identifier").asText();
                        if (id.startsWith(prefix)) {
                            entities.put(id, entity.at("/properties/value").asText());
                        }
                    });
        }
        return entities;
    }

    private Set<String> items() throws Exception {
        return new BoxCatalog(endpoint).entities("liveItem");
    }

    private Set<String> parts() throws Exception {
        return new BoxCatalog(endpoint).entities("livePart");
    }

    private Path home() {
        return Path.of(context.getProperty("atoll.home"));
    }

    private void drop() throws Exception {
        var target = Path.of(context.getProperty("atoll.deploy"), "live.jar");
        if (!Files.exists(target)) {
            var part = target.resolveSibling(".live.jar.part");
            Files.copy(home().resolve("shelf/live.jar"), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        eventually(
                () -> deployments.all().stream().anyMatch(one -> one.state() == Deployments.State.LIVE),
                deployments::all);
    }

    private void remove() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty("atoll.deploy"), "live.jar"));
        eventually(
                () -> deployments.all().isEmpty()
                        && Arrays.stream(context.getBundles()).noneMatch(each -> "live".equals(each.getSymbolicName())),
                deployments::all);
    }

    private static String signature(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A configured instance of the integration with live events. */
    private final class Instance implements AutoCloseable {

        private final IntegrationId id;
        private final Path file;

        Instance(String name) throws Exception {
            this.id = new IntegrationId("live", name);
            this.file = home().resolve("shelf/" + name + "-records");
            holds();
            drop();
            Files.writeString(settings(), "resyncOnStart: false\nfile: " + file + "\nsecret: " + SECRET + "\n");
            for (var route : List.of("/hook", "/my-custom-resync", "/sync")) {
                eventually(() -> post(route, "{}").statusCode() == 401, integrations::all);
            }
        }

        Lane lane() {
            return new Lane(id, "/hook");
        }

        void holds(String... records) throws Exception {
            Files.write(file, List.of(records));
        }

        HttpResponse<String> send(String path, String body) throws Exception {
            return post(path, body, "X-Signature", signature(body));
        }

        HttpResponse<String> post(String path, String body, String... headers) throws Exception {
            var request = HttpRequest.newBuilder(
                            endpoint.baseUrl().resolve("/integration/" + id.type() + "/" + id.instance() + path))
                    .POST(BodyPublishers.ofString(body));
            for (var i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }

        Status resync() throws Exception {
            var run = engine.start(id, new Trigger.Manual("test", 1000));
            return engine.await(run, Duration.ofSeconds(60)).orElseThrow().status();
        }

        private Path settings() {
            return Path.of(context.getProperty("atoll.conf"), "integrations", id + ".yaml");
        }

        @Override
        public void close() throws Exception {
            Files.deleteIfExists(settings());
            eventually(() -> integrations.find(id).isEmpty(), integrations::all);
        }
    }
}
