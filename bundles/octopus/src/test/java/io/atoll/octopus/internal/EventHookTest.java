package io.atoll.octopus.internal;

import static io.atoll.octopus.internal.OctopusServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.event.Change.Changed;
import io.atoll.spi.event.Change.Gone;
import io.atoll.spi.event.LiveEventGate.Verdict;
import io.atoll.tck.Delivery;
import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which deliveries are taken, and what becomes of them. */
@Timeout(120)
class EventHookTest {

    private static final String HEADER = "X-Atoll-Webhook-Secret";

    private static final Delivery DEPLOYED = event("{'Category':'DeploymentFailed',"
            + "'ChangeDetails':{'Differences':null,'DocumentContext':null},'Id':'Events-1111977',"
            + "'RelatedDocumentIds':['Deployments-12','Projects-4','Releases-11','Environments-16',"
            + "'ServerTasks-569388','Channels-54'],'SpaceId':'Spaces-1'}");
    private static final Delivery DELETED = event("{'Category':'Deleted','Id':'Events-2',"
            + "'ChangeDetails':{'DocumentContext':{'Id':'Projects-4','Name':'Shop'}},"
            + "'RelatedDocumentIds':['Projects-4','ProjectGroups-1'],'SpaceId':'Spaces-1'}");

    private final OctopusServer server = new OctopusServer();
    private final LocalClients clients = LocalClients.hasty();
    private final Octopus octopus = new Octopus(server.address(), OctopusServer.KEY, clients);
    private final EventSecret secret = EventSecret.of("", OctopusServer.KEY);
    private final EventHook hook = new EventHook(octopus, secret);

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void takesWhatCarriesTheSecretAndKnowsARepetition() {
        assertThat(hook.judge(DEPLOYED.with(HEADER, secret.value())))
                .isEqualTo(new Verdict.Accepted(Optional.of("Events-1111977")));
        assertThat(hook.judge(Delivery.of("{}").with(HEADER, secret.value())))
                .isEqualTo(new Verdict.Accepted(Optional.empty()));
    }

    @Test
    void refusesWhatDoesNotAndSaysNoSecret() {
        assertThat(hook.judge(DEPLOYED))
                .isEqualTo(new Verdict.Refused("the header X-Atoll-Webhook-Secret is missing or not the agreed one"));
        assertThat(hook.judge(DEPLOYED.with(HEADER, "guess"))).isInstanceOf(Verdict.Refused.class);
        assertThat(hook.judge(Delivery.of("<html>").with(HEADER, secret.value())))
                .isEqualTo(new Verdict.Refused("the body is no JSON"));
        assertThat(new EventHook(octopus, EventSecret.of("", "")).judge(DEPLOYED))
                .isEqualTo(new Verdict.Refused("neither octopusApiKey nor webhookSecret is configured"));
    }

    @Test
    void theSecretIsTheConfiguredOneOrMadeOfTheKey() {
        assertThat(EventSecret.of(" mine ", OctopusServer.KEY).value()).isEqualTo("mine");
        assertThat(secret.value()).hasSize(64).doesNotContain(OctopusServer.KEY);
        assertThat(secret).isEqualTo(EventSecret.of("", OctopusServer.KEY + " "));
        assertThat(secret).isNotEqualTo(EventSecret.of("", "API-OTHER"));
        assertThat(secret.toString()).doesNotContain(secret.value());
    }

    @Test
    void knowsTheKindsByThePrefixesOfIds() {
        assertThat(hook.kinds(DEPLOYED))
                .containsExactlyInAnyOrder(
                        new Kind("deployment"),
                        new Kind("project"),
                        new Kind("release"),
                        new Kind("environment"),
                        new Kind("task"),
                        new Kind("channel"));
        assertThat(hook.kinds(DELETED)).containsExactly(new Kind("project"));
        assertThat(hook.kinds(event("{'RelatedDocumentIds':['','-1','s-1','users-system',7]}")))
                .containsExactlyInAnyOrder(new Kind("user"), new Kind("7"));
        assertThat(hook.kinds(Delivery.of("[]"))).isEmpty();
    }

    @Test
    void readsWhatChangedAgainAndOnlyOfTheKindAskedFor() throws Exception {
        server.space("Spaces-1").add("Spaces-1/releases", json("{'Id':'Releases-11','SpaceId':'Spaces-1'}"));

        assertThat(hook.handle(DEPLOYED, KindRequest.of("release")))
                .containsExactly(new Changed(
                        new Kind("release"),
                        json("{'Id':'Releases-11','SpaceId':'Spaces-1','__url':'" + server.address()
                                + "/app#/Spaces-1/releases/Releases-11'}")));
        assertThat(server.asked()).containsExactly("GET /api/Spaces-1/releases/Releases-11");
        assertThat(hook.handle(DEPLOYED, KindRequest.of("machine"))).isEmpty();
    }

    @Test
    void readsWhateverKindTheMappingHas() throws Exception {
        server.add("Spaces-1/environments", json("{'Id':'Environments-16'}"));
        server.add("Spaces-1/tasks", json("{'Id':'ServerTasks-569388'}"));

        assertThat(hook.handle(DEPLOYED, KindRequest.of("environment")))
                .hasOnlyElementsOfType(Changed.class)
                .hasSize(1);
        assertThat(hook.handle(DEPLOYED, KindRequest.of("task")))
                .hasOnlyElementsOfType(Changed.class)
                .hasSize(1);
    }

    @Test
    void readsASpaceWhereSpacesAre() throws Exception {
        server.space("Spaces-3");

        assertThat(hook.handle(
                        event("{'Category':'Modified','RelatedDocumentIds':['Spaces-3'],'SpaceId':'Spaces-3'}"),
                        KindRequest.of("space")))
                .hasOnlyElementsOfType(Changed.class)
                .hasSize(1);
        assertThat(server.asked()).containsExactly("GET /api/spaces/Spaces-3");
    }

    @Test
    void whatWasDeletedIsGoneWithoutAsking() throws Exception {
        assertThat(hook.handle(DELETED, KindRequest.of("project")))
                .containsExactly(new Gone(new Kind("project"), json("{'Id':'Projects-4'}")));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatOctopusDoesNotFindAnyMoreIsGone() throws Exception {
        assertThat(hook.handle(DEPLOYED, KindRequest.of("project")))
                .containsExactly(new Gone(new Kind("project"), json("{'Id':'Projects-4'}")));
    }

    @Test
    void a404OfSomebodyElseDeletesNothing() {
        server.party.on(
                "GET /api/{space}/{list}/{id}",
                request -> Response.of(404).body("text/html", "<html>no such page</html>"));

        assertThatThrownBy(() -> hook.handle(DEPLOYED, KindRequest.of("project")))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("was answered with 404");
    }

    @Test
    void eventsOfASpaceStayInOrderAndThoseOfSpacesWithAll() {
        assertThat(hook.orderKey(DEPLOYED)).isEqualTo("Spaces-1");
        assertThat(hook.orderKey(event("{'RelatedDocumentIds':['Spaces-3'],'SpaceId':'Spaces-1'}")))
                .isEmpty();
        assertThat(hook.orderKey(event("{'RelatedDocumentIds':['Users-3'],'SpaceId':null}")))
                .isEmpty();
    }

    @Test
    void aSubjectCountsAmongWhatAnEventIsAbout() {
        var told = DocumentEvent.of(json("{'Payload':{'Event':{'Category':'Modified',"
                + "'ChangeDetails':{'DocumentContext':{'Id':'Machines-1'}},'RelatedDocumentIds':['Machines-1']}}}"));

        assertThat(told.documents()).isEqualTo(List.of(new DocumentId("Machines-1")));
        assertThat(told.deleted()).isEmpty();
    }

    /** A delivery that tells of an event. */
    private static Delivery event(String event) {
        return Delivery.of("{'Timestamp':'2026-11-01T00:00:00Z','EventType':'SubscriptionPayload','Payload':{'Event':"
                + event + "}}");
    }
}
