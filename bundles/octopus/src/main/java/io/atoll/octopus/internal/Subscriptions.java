package io.atoll.octopus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Webhook;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncListener;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it, whenever a full resync begins, that each space has one subscription that sends its events to this platform. What cannot be
 * subscribed to is told, and read by resyncs all the same. A platform that runs once only subscribes to nothing, as it will not be there
 * to hear.
 */
@Component(configurationPid = OctopusConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Subscriptions implements ResyncListener {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final String NOTIFICATION = "EventNotificationSubscription";
    private static final String TIMEOUT = "00:00:50";

    private final Octopus octopus;
    private final String host;
    private final EventSecret secret;

    /** Subscribes for a configuration that says where this platform is. */
    @Activate
    public Subscriptions(OctopusConfiguration configuration, @Reference Octopus octopus, BundleContext context) {
        this(
                octopus,
                once(Objects.requireNonNullElse(context.getProperty("atoll.arguments"), ""))
                        ? ""
                        : configuration.appHost(),
                EventSecret.of(configuration._webhookSecret(), configuration._octopusApiKey()));
    }

    Subscriptions(Octopus octopus, String appHost, EventSecret secret) {
        this.octopus = octopus;
        this.host = appHost.strip().replaceFirst("/+$", "");
        this.secret = secret;
    }

    /** Whether the platform was started for one run only. */
    static boolean once(String arguments) {
        return arguments.startsWith("once") || arguments.lines().anyMatch("--once"::equals);
    }

    @Override
    public void starting(IntegrationId integration) throws IntegrationException, InterruptedException {
        octopus.forgetSpaces();
        if (host.isEmpty()) {
            return;
        }
        String address = host + "/integration/" + integration.type() + "/" + integration.instance() + "/webhook";
        for (String space : octopus.spaces()) {
            try {
                Webhook.Outcome outcome = webhook(space, address).ensure(octopus.http());
                switch (outcome) {
                    case CREATED, RENEWED -> log.info("{}: {} sends its events to {}", integration, space, address);
                    case FOUND -> log.debug("{}: {} sends its events already", integration, space);
                }
            } catch (IntegrationException e) {
                log.warn("{}: {} sends no events, and is seen by resyncs only: {}", integration, space, e.getMessage());
            }
        }
    }

    private Webhook webhook(String space, String address) {
        ObjectNode subscription = JsonNodeFactory.instance
                .objectNode()
                .put("Name", "Atoll - " + address)
                .put("SpaceId", space)
                .put("IsDisabled", false);
        signed(subscription.putObject(NOTIFICATION).put("WebhookURI", address).put("WebhookTimeout", TIMEOUT));
        return Webhook.of(
                        address,
                        Call.get("{space}/subscriptions", space).items("/Items"),
                        "/" + NOTIFICATION + "/WebhookURI",
                        Call.post("subscriptions").json(subscription))
                .paging(Octopus.PAGES)
                .renewedBy(existing -> renewal(space, existing));
    }

    /** A subscription that does not carry the secret of now is changed, and nothing else of it. */
    private Optional<Call> renewal(String space, JsonNode existing) {
        JsonNode notification = existing.path(NOTIFICATION);
        if (notification.path("WebhookHeaderKey").asText("").equals(EventSecret.HEADER)
                && notification.path("WebhookHeaderValue").asText("").equals(secret.value())) {
            return Optional.empty();
        }
        ObjectNode renewed = existing.deepCopy();
        signed(renewed.withObject("/" + NOTIFICATION));
        return Optional.of(Call.put(
                        "{space}/subscriptions/{id}", space, existing.path("Id").asText())
                .json(renewed));
    }

    private void signed(ObjectNode notification) {
        notification.put("WebhookHeaderKey", EventSecret.HEADER).put("WebhookHeaderValue", secret.value());
    }
}
