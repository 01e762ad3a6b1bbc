package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Webhook.Outcome;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The webhook in Jira: made once, kept right, and not made by whoever may not. */
@Timeout(60)
class RegistrationTest {

    private static final String ADDRESS = "https://atoll.example/integration/jira/test/webhook";

    private final Site site = Site.start();
    private final List<String> hooks = new ArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    private Registration registration(boolean app) throws Exception {
        return new Registration(site.site(Map.of()).http(), ADDRESS, "Atoll test", new HookSecret("s3cret", app));
    }

    private void administratorsHooks(String... existing) {
        hooks.addAll(List.of(existing));
        site.jira
                .on("/rest/webhooks/1.0/webhook", request -> Response.json("[" + String.join(",", hooks) + "]"))
                .on(
                        "POST /rest/webhooks/1.0/webhook",
                        request -> Response.json("{}").status(201))
                .on("PUT /rest/webhooks/1.0/webhook/{id}", request -> Response.json("{}"));
    }

    private void appsHooks(String... existing) {
        hooks.addAll(List.of(existing));
        site.jira
                .on(
                        "/rest/api/3/webhook",
                        request -> Response.json("{\"isLast\":true,\"total\":" + hooks.size() + ",\"values\":["
                                + String.join(",", hooks) + "]}"))
                .on("PUT /rest/api/3/webhook/refresh", request -> Response.json("{}"));
    }

    private JsonNode only(String route) {
        assertThat(site.jira.requests(route)).hasSize(1);
        return site.jira.requests(route).getFirst().json();
    }

    @Test
    void makesAWebhookForAllEvents() throws Exception {
        administratorsHooks(
                "{\"url\":\"https://other.example/hook\",\"self\":\"https://jira/rest/webhooks/1.0/webhook/1\"}");

        assertThat(registration(false).ensure()).isEqualTo(Outcome.CREATED);

        JsonNode made = only("POST /rest/webhooks/1.0/webhook");
        assertThat(made.path("url").asText()).isEqualTo(ADDRESS);
        assertThat(made.path("name").asText()).isEqualTo("Atoll test");
        assertThat(made.path("secret").asText()).isEqualTo("s3cret");
        assertThat(made.path("events")).hasSize(Events.ofAdministrators().size());
        assertThat(site.jira.requests("PUT /rest/webhooks/1.0/webhook/{id}")).isEmpty();
    }

    @Test
    void setsRightTheWebhookThatIsThere() throws Exception {
        administratorsHooks("{\"url\":\"" + ADDRESS
                + "\",\"enabled\":false,\"self\":\"https://jira/rest/webhooks/1.0/webhook/72\"}");

        assertThat(registration(false).ensure()).isEqualTo(Outcome.RENEWED);

        assertThat(site.jira.requests("PUT /rest/webhooks/1.0/webhook/{id}"))
                .singleElement()
                .satisfies(request -> assertThat(request.parameter("id")).isEqualTo("72"))
                .satisfies(request ->
                        assertThat(request.json().path("enabled").asBoolean()).isTrue());
        assertThat(site.jira.requests("POST /rest/webhooks/1.0/webhook")).isEmpty();
    }

    @Test
    void tellsWhatToDoWithoutTheRight() throws Exception {
        Registration registration = new Registration(
                site.site(Map.of("jiraHost", withoutRight())).http(),
                ADDRESS,
                "Atoll test",
                new HookSecret("s3cret", false));

        assertThatThrownBy(registration::ensure)
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("'Administer Jira'")
                .hasMessageContaining(ADDRESS);
    }

    /** The same site, where nobody has any right. */
    private String withoutRight() {
        site.jira.on(
                "/nobody/rest/api/3/mypermissions",
                request -> Response.json("{\"permissions\":{\"ADMINISTER\":{\"havePermission\":false}}}"));
        return site.jira.address() + "/nobody";
    }

    @Test
    void makesAWebhookOfAnAppForTheEventsThatAppsGet() throws Exception {
        appsHooks();
        site.jira.on("POST /rest/api/3/webhook", request -> {
            hooks.add("{\"id\":9,\"url\":\"" + ADDRESS + "\"}");
            return Response.json("{\"webhookRegistrationResult\":[{\"createdWebhookId\":9}]}");
        });

        assertThat(registration(true).ensure()).isEqualTo(Outcome.CREATED);

        JsonNode made = only("POST /rest/api/3/webhook");
        assertThat(made.path("url").asText()).isEqualTo(ADDRESS);
        assertThat(made.at("/webhooks/0/jqlFilter").asText()).startsWith("project not in (");
        assertThat(made.at("/webhooks/0/events")).hasSize(Events.ofApps().size());
        assertThat(made.toString()).doesNotContain("s3cret");
    }

    @Test
    void renewsTheWebhookOfAnAppBeforeItExpires() throws Exception {
        appsHooks("{\"id\":9,\"url\":\"" + ADDRESS + "\"}");

        assertThat(registration(true).ensure()).isEqualTo(Outcome.RENEWED);

        assertThat(only("PUT /rest/api/3/webhook/refresh")).hasToString("{\"webhookIds\":[9]}");
    }

    @Test
    void noticesThatAWebhookOfAnAppWasRefused() throws Exception {
        appsHooks("{\"id\":8,\"url\":\"https://other.example/hook\"}");
        site.jira.on(
                "POST /rest/api/3/webhook",
                request ->
                        Response.json("{\"webhookRegistrationResult\":[{\"errors\":[\"Only one URL is allowed\"]}]}"));

        assertThatThrownBy(() -> registration(true).ensure())
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("one address");
    }

    @Test
    void isKeptByAThreadThatEndsWithTheInstance() throws Exception {
        var made = new CountDownLatch(1);
        administratorsHooks();
        site.jira.on("POST /rest/webhooks/1.0/webhook", request -> {
            made.countDown();
            return Response.json("{}").status(201);
        });

        HookKeeper keeper = keeper("run", Map.of("appHost", "https://atoll.example/"));
        assertThat(made.await(30, TimeUnit.SECONDS)).isTrue();
        keeper.stop();

        assertThat(site.jira.requests("POST /rest/webhooks/1.0/webhook"))
                .extracting(Request::json)
                .extracting(body -> body.path("url").asText())
                .containsExactly(ADDRESS);
    }

    @Test
    void isNotMadeByAPlatformThatRunsOnceOrHasNoPublicAddress() throws Exception {
        keeper("once\n--plan", Map.of("appHost", "https://atoll.example")).stop();
        keeper("demo\n--once", Map.of("appHost", "https://atoll.example")).stop();
        keeper("run", Map.of()).stop();

        assertThat(site.jira.requests()).isEmpty();
    }

    private HookKeeper keeper(String arguments, Map<String, ?> more) {
        return new HookKeeper(
                site.site(more),
                Configurations.at(site.jira.address(), more),
                Configurations.instance("test"),
                arguments);
    }
}
