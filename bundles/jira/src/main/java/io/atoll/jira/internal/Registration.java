package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Webhook;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the webhook of an instance in Jira, or sets right the one that is there. */
final class Registration {

    private static final String ADMINISTER = "ADMINISTER";
    private static final Call OF_ADMINISTRATORS = Call.get("rest/webhooks/1.0/webhook");
    private static final Call OF_APPS = Call.get("rest/api/3/webhook");

    /** Issues of every project: the project that is left out does not exist. A filter is required, and may not be empty. */
    private static final String EVERYTHING = "project not in (9d3f6a52-0b1e-4f6e-8f53-1d2c6a7b9e40)";

    private final Http http;
    private final String address;
    private final String name;
    private final HookSecret secret;

    /**
     * Makes a webhook.
     *
     * @param address where events are sent
     * @param name how administrators see it
     */
    Registration(Http http, String address, String name, HookSecret secret) {
        this.http = http;
        this.address = address;
        this.name = name;
        this.secret = secret;
    }

    /**
     * Makes it, or sets it right. Those of apps expire after 30 days, and are renewed by this.
     *
     * @throws Unauthorized if the user may not make webhooks
     * @throws IntegrationException if it could not be made otherwise
     * @throws InterruptedException if the thread was interrupted
     */
    Webhook.Outcome ensure() throws IntegrationException, InterruptedException {
        return secret.app() ? ofApp() : ofAdministrator();
    }

    private Webhook.Outcome ofAdministrator() throws IntegrationException, InterruptedException {
        if (!JiraCheck.have(ADMINISTER).test(http.json(JiraCheck.permission(ADMINISTER)))) {
            throw new Unauthorized("the user is no administrator of Jira, so no webhook can be made: give the user the"
                    + " permission 'Administer Jira', or have an administrator make a webhook for " + address
                    + " and write its secret to webhookSecret");
        }
        ObjectNode hook = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("url", address)
                .put("secret", secret.value())
                .put("enabled", true);
        Events.ofAdministrators().forEach(hook.putArray("events")::add);
        return Webhook.of(
                        address,
                        OF_ADMINISTRATORS,
                        "/url",
                        Call.post(OF_ADMINISTRATORS.path()).json(hook))
                .renewedBy(existing -> Optional.of(Call.put(OF_ADMINISTRATORS.path() + "/{id}", id(existing))
                        .json(hook)))
                .ensure(http);
    }

    private static String id(JsonNode existing) {
        String self = existing.path("self").asText("");
        return self.substring(self.lastIndexOf('/') + 1);
    }

    private Webhook.Outcome ofApp() throws IntegrationException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("url", address);
        ObjectNode hook = body.putArray("webhooks").addObject().put("jqlFilter", EVERYTHING);
        Events.ofApps().forEach(hook.putArray("events")::add);
        Webhook.Outcome outcome = Webhook.of(
                        address,
                        OF_APPS.items("/values"),
                        "/url",
                        Call.post(OF_APPS.path()).json(body))
                .paging(Paging.offset("startAt").total("/total").last("/isLast"))
                .renewedBy(existing -> Optional.of(refresh(existing)))
                .ensure(http);
        if (outcome == Webhook.Outcome.CREATED && !listed()) {
            throw new Unexpected("Jira took the webhook for " + address
                    + " and does not list it: an app has one address for all its webhooks, and this one has another");
        }
        return outcome;
    }

    private static Call refresh(JsonNode existing) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("webhookIds").add(existing.path("id").asLong());
        return Call.put(OF_APPS.path() + "/refresh").json(body);
    }

    /** Refusals of single webhooks are answered with 200, so a new one is looked for. */
    private boolean listed() throws IntegrationException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        http.pages(
                OF_APPS.items("/values"),
                Paging.offset("startAt").total("/total").last("/isLast"),
                page -> found.addAll(page.items()));
        return found.stream().anyMatch(hook -> hook.path("url").asText().equals(address));
    }
}
