package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.endpoint.Claim;
import io.atoll.apply.internal.endpoint.WorkflowRuns;
import io.atoll.model.Masking;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog.CatalogException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of actions at the Port API; their requests go before those of resyncs. */
final class PortActionRuns implements ActionRuns {

    private static final Logger log = LoggerFactory.getLogger(PortActionRuns.class);

    private final Session session;
    private final io.atoll.apply.internal.endpoint.ActionRuns actions;
    private final WorkflowRuns workflows;

    PortActionRuns(Session session) {
        this.session = session.urgent();
        this.actions = new io.atoll.apply.internal.endpoint.ActionRuns(this.session);
        this.workflows = new WorkflowRuns(this.session);
    }

    @Override
    public String catalog() {
        return session.catalog().toString();
    }

    @Override
    public List<Claimed> claim(Source source, int limit, Duration visibility, Collection<String> except)
            throws CatalogException, InterruptedException {
        Claim claim = new Claim(limit, visibility, List.copyOf(except));
        List<Claimed> claimed = switch (source) {
            case ACTION ->
                actions.claim(claim).stream().map(PortActionRuns::action).toList();
            case WORKFLOW ->
                workflows.claim(claim).stream().map(PortActionRuns::node).toList();
        };
        List<Claimed> named =
                claimed.stream().filter(run -> !run.ref().id().isEmpty()).toList();
        if (named.size() < claimed.size()) {
            log.warn(
                    "{}: the catalog handed out a run without an id; it is left alone",
                    session.agent().id());
        }
        return named;
    }

    private static Claimed action(JsonNode run) {
        JsonNode payload = run.path("payload");
        return new Claimed(
                new Ref(Source.ACTION, run.path("id").asText()),
                run.path("action").path("identifier").asText(),
                payload.path("integrationActionType").asText(),
                properties(payload));
    }

    private static Claimed node(JsonNode run) {
        JsonNode config = WorkflowRuns.invocation(run);
        String id = run.path("identifier").asText();
        return new Claimed(
                new Ref(Source.WORKFLOW, id),
                run.path("nodeUid").asText(id),
                config.path("integrationInvocationType").asText(),
                properties(config));
    }

    private static ObjectNode properties(JsonNode invocation) {
        return invocation.path("integrationActionExecutionProperties") instanceof ObjectNode given
                ? given
                : JsonNodeFactory.instance.objectNode();
    }

    @Override
    public boolean acknowledge(Ref run) throws CatalogException, InterruptedException {
        return switch (run.source()) {
            case ACTION -> actions.acknowledge(run.id());
            case WORKFLOW -> workflows.acknowledge(run.id());
        };
    }

    @Override
    public void log(Ref run, Level level, String line) throws CatalogException, InterruptedException {
        String masked = Masking.of(line);
        switch (run.source()) {
            case ACTION -> actions.log(run.id(), masked);
            case WORKFLOW -> workflows.log(run.id(), wire(level), masked);
        }
    }

    private static WorkflowRuns.Level wire(Level level) {
        return switch (level) {
            case INFO -> WorkflowRuns.Level.INFO;
            case WARNING -> WorkflowRuns.Level.WARN;
            case ERROR -> WorkflowRuns.Level.ERROR;
        };
    }

    @Override
    public boolean started(Ref run, String externalId, List<URI> links) throws CatalogException, InterruptedException {
        return switch (run.source()) {
            case ACTION -> actions.started(run.id(), texts(links), externalId);
            case WORKFLOW -> workflows.started(run.id(), texts(links), externalId);
        };
    }

    @Override
    public boolean ended(Ref run, boolean success, String summary, List<URI> links)
            throws CatalogException, InterruptedException {
        if (!summary.isBlank()) {
            tell(run, success, summary);
        }
        return switch (run.source()) {
            case ACTION -> actions.ended(run.id(), success, texts(links));
            case WORKFLOW -> workflows.ended(run.id(), success, texts(links), null);
        };
    }

    /** The last line; without it the run ends all the same. */
    private void tell(Ref run, boolean success, String summary) throws InterruptedException {
        try {
            log(run, success ? Level.INFO : Level.ERROR, summary);
        } catch (CatalogException untold) {
            log.warn("The log of run {} misses its last line '{}': {}", run, Masking.of(summary), untold.getMessage());
        }
    }

    @Override
    public Optional<Ref> find(String externalId) throws CatalogException, InterruptedException {
        Optional<Ref> action = actions.find(externalId)
                .map(run -> new Ref(Source.ACTION, run.path("id").asText()));
        return action.isPresent()
                ? action
                : workflows
                        .find(externalId)
                        .map(run ->
                                new Ref(Source.WORKFLOW, run.path("identifier").asText()));
    }

    private static List<String> texts(List<URI> links) {
        return links.stream().map(URI::toString).toList();
    }
}
