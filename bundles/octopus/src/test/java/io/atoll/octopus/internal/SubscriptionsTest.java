package io.atoll.octopus.internal;

import static io.atoll.octopus.internal.OctopusServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationId;
import io.atoll.tck.LocalClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The subscriptions that Octopus gets. */
@Timeout(120)
class SubscriptionsTest {

    private static final IntegrationId MAIN = new IntegrationId("octopus", "main");
    private static final String ADDRESS = "https://atoll.example.com/integration/octopus/main/webhook";

    private final OctopusServer server = new OctopusServer().space("Spaces-1").space("Spaces-2");
    private final LocalClients clients = LocalClients.hasty();
    private final Octopus octopus = new Octopus(server.address(), OctopusServer.KEY, clients);

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    private void start(String appHost, String secret) throws Exception {
        new Subscriptions(octopus, appHost, new EventSecret(secret)).starting(MAIN);
    }

    @Test
    void everySpaceGetsOneHoweverOftenRunsBegin() throws Exception {
        start("https://atoll.example.com/", "s");
        start("https://atoll.example.com", "s");

        assertThat(server.sent("POST")).containsExactly(subscription("Spaces-1"), subscription("Spaces-2"));
        assertThat(server.sent("PUT")).isEmpty();
    }

    private static JsonNode subscription(String space) {
        return json("{'Name':'Atoll - " + ADDRESS + "','SpaceId':'" + space + "','IsDisabled':false,"
                + "'EventNotificationSubscription':{'WebhookURI':'" + ADDRESS + "','WebhookTimeout':'00:00:50',"
                + "'WebhookHeaderKey':'X-Atoll-Webhook-Secret','WebhookHeaderValue':'s'}}");
    }

    @Test
    void aNewSpaceGetsItsOwnInTheNextRun() throws Exception {
        start("https://atoll.example.com", "s");
        server.space("Spaces-3");

        start("https://atoll.example.com", "s");

        assertThat(server.sent("POST"))
                .extracting(sent -> sent.path("SpaceId").asText())
                .containsExactly("Spaces-1", "Spaces-2", "Spaces-3");
    }

    @Test
    void anotherSecretIsToldWithoutTouchingWhatPeopleChanged() throws Exception {
        server.add(
                "Spaces-1/subscriptions",
                json("{'Id':'Subscriptions-7','Name':'Mine','IsDisabled':true,'EventNotificationSubscription':"
                        + "{'WebhookURI':'" + ADDRESS + "','WebhookTimeout':'00:00:10','Filter':{'Projects':['P-1']},"
                        + "'WebhookHeaderKey':null,'WebhookHeaderValue':null}}"));

        start("https://atoll.example.com", "new");

        assertThat(server.sent("PUT"))
                .containsExactly(json("{'Id':'Subscriptions-7','Name':'Mine','IsDisabled':true,"
                        + "'EventNotificationSubscription':{'WebhookURI':'" + ADDRESS
                        + "','WebhookTimeout':'00:00:10','Filter':{'Projects':['P-1']},"
                        + "'WebhookHeaderKey':'X-Atoll-Webhook-Secret','WebhookHeaderValue':'new'}}"));
        assertThat(server.asked()).contains("PUT /api/Spaces-1/subscriptions/Subscriptions-7");
    }

    @Test
    void whoGivesNoHostSubscribesToNothing() throws Exception {
        start("", "s");

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aSpaceThatRefusesDoesNotEndTheRunNorTheOtherSpaces() throws Exception {
        server.party.on(
                "GET /api/Spaces-1/subscriptions",
                request -> OctopusServer.error(403, "You do not have permission: SubscriptionView"));

        start("https://atoll.example.com", "s");

        assertThat(server.sent("POST"))
                .extracting(sent -> sent.path("SpaceId").asText())
                .containsExactly("Spaces-2");
    }

    @Test
    void knowsWhenThePlatformRunsOnceOnly() {
        assertThat(Subscriptions.once("once\noctopus~main")).isTrue();
        assertThat(Subscriptions.once("start\n--once")).isTrue();
        assertThat(Subscriptions.once("")).isFalse();
        assertThat(Subscriptions.once("start\n--port\n8710")).isFalse();
    }

    @Test
    void aKeyThatIsRefusedEndsTheRunAtOnce() {
        var strange = new Octopus(server.address(), "API-WRONG", clients);

        assertThatThrownBy(() ->
                        new Subscriptions(strange, "https://atoll.example.com", new EventSecret("s")).starting(MAIN))
                .isInstanceOf(Unauthorized.class);
    }
}
