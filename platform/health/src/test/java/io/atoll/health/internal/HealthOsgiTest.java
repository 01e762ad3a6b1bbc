package io.atoll.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.pipeline.ActionDesk;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.rate.RateBudget;
import io.atoll.spi.rate.RateBudget.Allowance;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What is answered over HTTP, by a real server in a real framework. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthOsgiTest {

    private static final RateBudget BUDGET = () -> List.of(new Allowance(
            "api.example.com", OptionalLong.of(5000), OptionalLong.of(4321), Optional.empty(), Optional.empty(), 3, 2));

    private final FakePlatform platform = new FakePlatform();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();
    private Container container;

    @BeforeAll
    void startContainer(@TempDir Path folder) throws Exception {
        container = Container.start(
                folder,
                new Setting(
                        List.of(
                                "org.apache.felix.http.servlet-api",
                                "org.apache.commons.commons-fileupload",
                                "org.apache.commons.commons-io",
                                "org.apache.felix.http.jetty12"),
                        List.of(
                                "org.osgi.service.cm;version=1.6.1",
                                "org.ops4j.pax.logging.spi;version=2.3.2",
                                "org.apache.felix.hc.api;version=2.0.0",
                                "org.slf4j.spi;version=2.0.6",
                                "org.slf4j.event;version=2.0.6",
                                "org.slf4j.helpers;version=2.0.6"),
                        Map.of(
                                "org.osgi.service.http.port",
                                Integer.toString(port),
                                "org.apache.felix.http.host",
                                "127.0.0.1")));
        var context = container.context();
        context.registerService(Integrations.class, platform, null);
        context.registerService(SyncEngine.class, platform, null);
        context.registerService(Deployments.class, platform.folder(), null);
        context.registerService(Catalog.class, platform.catalog(), null);
        container
                .service(ConfigurationAdmin.class, "")
                .getConfiguration("io.atoll.health", "?")
                .update(FrameworkUtil.asDictionary(Map.of(".token", "s3cret")));
        Container.await(() -> answers() ? Optional.of(true) : Optional.empty());
    }

    /** Whether all routes are there, and the configuration is in force. */
    private boolean answers() throws InterruptedException {
        try {
            return get("/metrics", "X-Forwarded-For", "10.0.0.1", "Authorization", "Bearer s3cret")
                                    .statusCode()
                            == 200
                    && get("/metrics/").statusCode() == 200
                    && get("/health/live").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    void stopContainer() {
        client.close();
        container.close();
    }

    @Test
    void tellsTheFiguresOfRunsUnderTheNamesAndLabelsOfOcean() throws Exception {
        String text = get("/metrics").body();

        assertThat(text.lines())
                .contains(
                        "# TYPE object_count gauge",
                        "object_count{integration=\"git~demo\",kind=\"repo-0\",object_count_type=\"raw_extracted\",phase=\"extract\"} 10.0",
                        "object_count{integration=\"git~demo\",kind=\"repo-0\",object_count_type=\"transformed\",phase=\"transform\"} 9.0",
                        "object_count{integration=\"git~demo\",kind=\"repo-0\",object_count_type=\"filtered_out\",phase=\"transform\"} 1.0",
                        "object_count{integration=\"git~demo\",kind=\"repo-0\",object_count_type=\"loaded\",phase=\"load\"} 5.0",
                        "object_count{integration=\"git~demo\",kind=\"repo-0\",object_count_type=\"skipped\",phase=\"load\"} 4.0",
                        "object_count{integration=\"git~demo\",kind=\"__reconciliation__\",object_count_type=\"deleted\",phase=\"delete\"} 1.0",
                        "duration_seconds{integration=\"git~demo\",kind=\"__runtime__\",phase=\"resync\"} 5.0",
                        "success{integration=\"git~demo\",kind=\"__runtime__\",phase=\"resync\"} 1.0",
                        "success{integration=\"git~demo\",kind=\"repo-0\",phase=\"resync\"} 1.0",
                        "atoll_integration_ready{integration=\"git~demo\",state=\"ready\"} 1.0",
                        "atoll_catalog_access{state=\"open\"} 1.0",
                        "atoll_ready{check=\"deployments\"} 1.0");
    }

    @Test
    void tellsWhatAKindTookUnderTheNamesAndLabelsOfOcean() throws Exception {
        assertThat(get("/metrics").body().lines())
                .contains(
                        "duration_seconds{integration=\"git~demo\",kind=\"repo-0\",phase=\"resync\"} 2.5",
                        "duration_seconds{integration=\"git~demo\",kind=\"__reconciliation__\",phase=\"delete\"} 2.0",
                        "cpu_max_percent{integration=\"git~demo\",kind=\"repo-0\"} 180.0",
                        "cpu_median_percent{integration=\"git~demo\",kind=\"repo-0\"} 90.0",
                        "cpu_avg_percent{integration=\"git~demo\",kind=\"repo-0\"} 95.5",
                        "memory_max_bytes{integration=\"git~demo\",kind=\"repo-0\"} 3.0E8",
                        "memory_median_bytes{integration=\"git~demo\",kind=\"repo-0\"} 1.0E8",
                        "memory_avg_bytes{integration=\"git~demo\",kind=\"repo-0\"} 2.0E8");
    }

    @Test
    void tellsWhatIsLeftOfTheRateBudgetOfEachIntegration() throws Exception {
        var budget = container
                .context()
                .registerService(
                        RateBudget.class,
                        BUDGET,
                        FrameworkUtil.asDictionary(Map.of("atoll.integration", "git", "atoll.instance", "demo")));
        var broken = container
                .context()
                .registerService(
                        RateBudget.class,
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        null);
        try {
            assertThat(get("/metrics").body().lines())
                    .contains(
                            "atoll_rate_limit{host=\"api.example.com\",integration=\"git~demo\"} 5000.0",
                            "atoll_rate_remaining{host=\"api.example.com\",integration=\"git~demo\"} 4321.0",
                            "atoll_rate_waiting{host=\"api.example.com\",integration=\"git~demo\"} 3.0",
                            "atoll_rate_refused{host=\"api.example.com\",integration=\"git~demo\"} 2.0");
        } finally {
            budget.unregister();
            broken.unregister();
        }
    }

    /** Of the dashboard and the alert rules that the archive has in {@code share/}. */
    @Test
    void exportsEveryMetricAndLabelThatDashboardAndAlertsUse() throws Exception {
        var events = new FakeEvents();
        var registered = List.of(
                container.context().registerService(Inbox.class, events, null),
                container.context().registerService(ActionDesk.class, events, null),
                container
                        .context()
                        .registerService(
                                RateBudget.class,
                                BUDGET,
                                FrameworkUtil.asDictionary(
                                        Map.of("atoll.integration", "git", "atoll.instance", "demo"))));
        try {
            var expressions = new Expressions(get("/metrics").body().lines());
            var used = new ArrayList<String>();
            Path share = Path.of("../../distribution/app/src/main/files/share");
            new ObjectMapper()
                    .readTree(share.resolve("grafana/atoll.json").toFile())
                    .findValuesAsText("expr")
                    .forEach(used::add);
            Files.readAllLines(share.resolve("prometheus/alerts.yaml")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("expr: "))
                    .map(line -> line.substring("expr: ".length()))
                    .forEach(used::add);

            assertThat(used).hasSizeGreaterThan(25);
            assertThat(used)
                    .allSatisfy(expression -> assertThat(expressions.missing(expression))
                            .as(expression)
                            .isEmpty());
            assertThat(expressions.missing("sum by (nothing) (atoll_ready{check=\"x\"}) / made_up"))
                    .hasSize(2);
        } finally {
            registered.forEach(ServiceRegistration::unregister);
        }
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() throws Exception {
        var answer = get("/metrics/", "Accept", "application/openmetrics-text; version=1.0.0");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
        assertThat(get("/metrics").headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain");
    }

    @Test
    void letsOthersThanThisMachineReadMetricsByTheTokenOnly() throws Exception {
        assertThat(get("/metrics", "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", "X-Forwarded-For", "10.0.0.1", "Authorization", "Bearer s3cre")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/metrics", "X-Forwarded-For", "10.0.0.1", "Authorization", "Bearer ")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("/metrics", "Via", "1.1 proxy", "Authorization", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isReadyOnlyIfThePlatformCanDoItsWork() throws Exception {
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"healthy\",\"check\":\"ready\"}\n");

        platform.settled = false;
        platform.access = Catalog.Access.State.REFUSED;
        var unready = get("/health/ready");
        var live = get("/health/live");
        platform.settled = true;
        platform.access = Catalog.Access.State.OPEN;

        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body())
                .isEqualTo(
                        "{\"status\":\"unhealthy\",\"check\":\"ready\",\"failing\":[\"deployments\",\"catalog\"]}\n");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void healthChecksTellTheSameAsTheRoutes() {
        assertThat(status("live")).containsExactly(Result.Status.OK);
        assertThat(status("ready")).containsExactly(Result.Status.OK);

        platform.access = Catalog.Access.State.REFUSED;
        try {
            assertThat(status("ready")).containsExactly(Result.Status.TEMPORARILY_UNAVAILABLE);
        } finally {
            platform.access = Catalog.Access.State.OPEN;
        }
    }

    @Test
    void eachIntegrationHasACheckOfItsOwnAsLongAsItIsConfigured() {
        Container.await(() -> checked("git~demo").isEmpty() ? Optional.empty() : Optional.of(true));
        assertThat(status("git~demo")).containsExactly(Result.Status.OK);
        assertThat(status("integration")).hasSize(1);

        platform.reason = "the server said s3cret, and ghp_" + "a".repeat(36);
        platform.status = RunReport.Status.INCOMPLETE;
        try {
            var result = checked("git~demo").getFirst();

            assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
            assertThat(result.toString())
                    .contains("incomplete")
                    .doesNotContain("s3cret")
                    .doesNotContain("ghp_");
        } finally {
            platform.status = RunReport.Status.COMPLETE;
            platform.reason = "";
        }

        platform.configured = false;
        try {
            Container.await(() -> checked("git~demo").isEmpty() ? Optional.of(true) : Optional.empty());
        } finally {
            platform.configured = true;
        }
    }

    private List<Result.Status> status(String tag) {
        return checked(tag).stream().map(Result::getStatus).toList();
    }

    private List<Result> checked(String tag) {
        try {
            var context = container.context();
            return context.getServiceReferences(HealthCheck.class, "(hc.tags=" + tag + ")").stream()
                    .map(context::getService)
                    .filter(Objects::nonNull) // one may be taken away meanwhile
                    .map(HealthCheck::execute)
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void everyAnswerCarriesTheNameOfItsRequest() throws Exception {
        assertThat(name("/health/live", "X-Request-ID", "abc-1.2_3")).isEqualTo("abc-1.2_3");
        assertThat(name("/nowhere", "X-Request-ID", "abc")).isEqualTo("abc");
        assertThat(name("/health/live", "Accept", "*/*"))
                .hasSize(36)
                .isNotEqualTo(name("/health/live", "Accept", "*/*"));
        assertThat(name("/health/live", "X-Request-ID", "two words")).hasSize(36);
        assertThat(name("/health/live", "X-Request-ID", "x".repeat(129))).hasSize(36);
    }

    @Test
    void anAnswerSaysHowLongItTook() throws Exception {
        assertThat(get("/health/live").headers().firstValue("X-Process-Time").orElse(""))
                .matches("[0-9]+\\.[0-9]{5}");
    }

    private String name(String path, String header, String value) throws Exception {
        return get(path, header, value).headers().firstValue("X-Request-ID").orElse("");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
