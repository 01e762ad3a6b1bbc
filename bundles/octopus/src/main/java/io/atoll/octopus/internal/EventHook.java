package io.atoll.octopus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncRequest;
import io.atoll.spi.event.Change;
import io.atoll.spi.event.Change.Changed;
import io.atoll.spi.event.Change.Gone;
import io.atoll.spi.event.LiveEvent;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventHandler;
import io.atoll.spi.event.LiveEventPath;
import io.atoll.spi.event.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes the events of subscriptions. Of which kinds the documents are is known by their ids; each is read again, so that late and
 * repeated events do no harm.
 */
@Component(
        service = {LiveEventGate.class, LiveEventHandler.class},
        configurationPid = OctopusConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@LiveEventPath(path = "/webhook")
public final class EventHook implements LiveEventGate, LiveEventHandler {

    private final Octopus octopus;
    private final Signatures.Check genuine;

    /** Takes those that carry the secret. */
    @Activate
    public EventHook(OctopusConfiguration configuration, @Reference Octopus octopus) {
        this(octopus, EventSecret.of(configuration._webhookSecret(), configuration._octopusApiKey()));
    }

    EventHook(Octopus octopus, EventSecret secret) {
        this.octopus = octopus;
        this.genuine = secret.value().isEmpty()
                ? event -> Optional.of("neither octopusApiKey nor webhookSecret is configured")
                : Signatures.header(EventSecret.HEADER, secret.value());
    }

    @Override
    public Verdict judge(LiveEvent event) {
        Optional<String> fault = genuine.fault(event);
        if (fault.isPresent()) {
            return new Verdict.Refused(fault.get());
        }
        try {
            return new Verdict.Accepted(DocumentEvent.of(event.json()).id());
        } catch (Unexpected e) {
            return new Verdict.Refused(e.getMessage());
        }
    }

    @Override
    public Set<Kind> kinds(LiveEvent event) {
        return accepted(event).kinds().stream()
                .map(kind -> new Kind(kind.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** In the order of its space; what concerns spaces themselves is in order with everything. */
    @Override
    public String orderKey(LiveEvent event) {
        DocumentEvent told = accepted(event);
        return told.kinds().contains(DocumentKind.SPACE) ? "" : told.space();
    }

    @Override
    public List<Change> handle(LiveEvent event, ResyncRequest request)
            throws IntegrationException, InterruptedException {
        DocumentEvent told = DocumentEvent.of(event.json());
        Kind kind = request.kind();
        List<Change> changes = new ArrayList<>();
        told.deleted()
                .filter(document -> isOf(kind, document))
                .ifPresent(document -> changes.add(gone(kind, document)));
        for (DocumentId document : told.documents()) {
            if (isOf(kind, document)) {
                Optional<JsonNode> record = octopus.document(told.space(), document);
                changes.add(record.<Change>map(now -> new Changed(kind, now)).orElseGet(() -> gone(kind, document)));
            }
        }
        return changes;
    }

    private static boolean isOf(Kind kind, DocumentId document) {
        return document.kind().name().equals(kind.name());
    }

    private static Change gone(Kind kind, DocumentId document) {
        return new Gone(kind, JsonNodeFactory.instance.objectNode().put("Id", document.text()));
    }

    private static DocumentEvent accepted(LiveEvent event) {
        try {
            return DocumentEvent.of(event.json());
        } catch (Unexpected e) {
            throw new IllegalStateException("the gate lets nothing in that is no JSON", e);
        }
    }
}
