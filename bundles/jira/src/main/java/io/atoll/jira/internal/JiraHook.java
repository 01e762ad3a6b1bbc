package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jira.internal.JiraEvent.Topic;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Signatures;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Lets Jira's signed events in, and reads again what they are about. */
@Component(
        service = {LiveEventGate.class, LiveEventHandler.class},
        configurationPid = JiraConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@LiveEventPath(path = HookAddress.PATH)
public final class JiraHook implements LiveEventGate, LiveEventHandler {

    private final Kinds kinds;
    private final Optional<Signatures.Check> signature;

    /** Hears the site of an instance. */
    @Activate
    public JiraHook(@Reference JiraSite site, JiraConfiguration configuration, JiraInstance instance) {
        this.kinds = new Kinds(site, InstantSource.system());
        this.signature = HookSecret.of(configuration, site.oauth(), HookAddress.of(configuration, instance))
                .check();
    }

    @Override
    public Verdict judge(LiveEvent event) {
        return signature
                .map(check -> check.judge(event, event.header("X-Atlassian-Webhook-Identifier")))
                .orElseGet(
                        () -> new Verdict.Refused("webhookSecret is not configured, so nobody can be told from Jira"));
    }

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        try {
            return Topic.of(event.json()).map(topic -> Set.of(topic.kind())).orElse(Set.of());
        } catch (Unexpected e) {
            return Arrays.stream(Topic.values()).map(Topic::kind).collect(Collectors.toSet()); // handling it says why
        }
    }

    /** Versions are in one order, since merging one changes another. */
    @Override
    public String orderKey(LiveEvent event) {
        try {
            JsonNode body = event.json();
            return Topic.of(body)
                    .map(topic -> topic == Topic.VERSION ? topic.name() : topic.name() + " " + topic.key(body))
                    .orElse("");
        } catch (Unexpected e) {
            return "";
        }
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request)
            throws IntegrationException, InterruptedException {
        JiraEvent read = JiraEvent.of(event.json());
        return kinds.reader(request) instanceof LiveKind live ? live.changes(read) : List.of();
    }
}
