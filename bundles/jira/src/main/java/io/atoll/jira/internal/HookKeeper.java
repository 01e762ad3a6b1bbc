package io.atoll.jira.internal;

import io.atoll.kit.http.Webhook;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unavailable;
import java.time.Duration;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhook of an instance in Jira, if the public address of the platform is configured: at start, and then once a day. A platform
 * that runs once only makes none, as it will not be there to hear.
 */
@Component(
        service = HookKeeper.class,
        configurationPid = JiraConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
public final class HookKeeper {

    private static final Logger log = LoggerFactory.getLogger(HookKeeper.class);
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMinutes(5);

    private final JiraSite site;
    private final String name;
    private final String address;
    private final HookSecret secret;
    private final Thread thread;

    /** Begins to keep it, on a thread of its own. */
    @Activate
    public HookKeeper(
            @Reference JiraSite site, JiraConfiguration configuration, JiraInstance instance, BundleContext context) {
        this(site, configuration, instance, Objects.requireNonNullElse(context.getProperty("atoll.arguments"), ""));
    }

    HookKeeper(JiraSite site, JiraConfiguration configuration, JiraInstance instance, String arguments) {
        this.site = site;
        this.name = "Atoll " + instance.atoll_instance();
        this.address = HookAddress.of(configuration, instance);
        this.secret = HookSecret.of(configuration, site.oauth(), address);
        this.thread = Thread.ofVirtual().name("jira-webhook").unstarted(this::keep);
        boolean once = arguments.startsWith("once") || arguments.lines().anyMatch("--once"::equals);
        if (!address.isEmpty() && !once) {
            thread.start();
        }
    }

    /** Ends it; the webhook stays. */
    @Deactivate
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(ensure());
            }
        } catch (InterruptedException e) {
            // the instance goes
        }
    }

    private Duration ensure() throws InterruptedException {
        if (secret.value().isEmpty()) {
            log.warn(
                    "{}: no webhook is made in Jira, as nobody could tell its events from forged ones: write the client"
                            + " secret of the app to webhookSecret",
                    name);
            return DAILY;
        }
        try {
            Webhook.Outcome outcome = new Registration(site.http(), address, name, secret).ensure();
            if (outcome == Webhook.Outcome.CREATED) {
                log.info("{}: Jira sends its events to {} from now on", name, address);
            }
            return DAILY;
        } catch (Unavailable e) {
            log.warn("{}: the webhook is not made yet, and will be tried again: {}", name, e.getMessage());
            return SOON;
        } catch (IntegrationException e) {
            log.warn("{}: there are no live events, as the webhook could not be made: {}", name, e.getMessage());
            return DAILY;
        }
    }
}
