package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes of workflows that the catalog wants the integration to execute, as documents: {@code {"identifier","status","config",…}}. */
public final class WorkflowRuns {

    private final Session session;

    public WorkflowRuns(Session session) {
        this.session = session;
    }

    /** How much a line of a log matters. */
    public enum Level {
        /** For information. */
        INFO,
        /** Something is odd. */
        WARN,
        /** Something went wrong. */
        ERROR
    }

    /** Takes node runs; they are to be acknowledged before they are executed. A catalog without workflows has none. */
    public List<JsonNode> claim(Claim claim) throws CatalogException, InterruptedException {
        Call call = Call.post(Route.of("workflows", "runs", "claim-pending"), claim.json(session))
                .reserved();
        return session.find(call, Body.OBJECT)
                .map(answer -> ActionRuns.list(answer.path("nodeRuns")))
                .orElse(List.of());
    }

    /** Acknowledges one; false if somebody else has it. */
    public boolean acknowledge(String id) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("nodeRunIdentifier", id);
        return new Acknowledgement(session, Route.of("workflows", "runs", "ack"), body).send();
    }

    /** Says where it is executed; false if it has ended before, or is not known. */
    public boolean started(String id, List<String> links, String externalId)
            throws CatalogException, InterruptedException {
        ObjectNode body = linked(links).put("status", "IN_PROGRESS").put("externalRunId", externalId);
        if (!links.isEmpty()) {
            body.putObject("output").put("workflowRunUrl", links.getFirst());
        }
        return Acknowledgement.unlessOver(session, Call.patch(route(id), body));
    }

    /**
     * Says how it ended; false if it has ended before, or is not known.
     *
     * @param output what later nodes get; {@code null} for nothing
     */
    public boolean ended(String id, boolean success, List<String> links, @Nullable JsonNode output)
            throws CatalogException, InterruptedException {
        ObjectNode body = linked(links).put("status", "COMPLETED").put("result", success ? "SUCCESS" : "FAILED");
        if (output != null) {
            body.set("output", output);
        }
        return Acknowledgement.unlessOver(session, Call.patch(route(id), body));
    }

    /** Writes a line into its log. */
    public void log(String id, Level level, String message) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode logs = body.putArray("logs");
        logs.addObject().put("level", level.name()).put("message", message);
        session.require(Call.post(route(id).to("logs"), body), Body.DONE);
    }

    /** The node run of this installation that was {@linkplain #started started} under an id of the third party, and goes on. */
    public Optional<JsonNode> find(String externalId) throws CatalogException, InterruptedException {
        Route route = Route.of("workflows", "nodes", "runs")
                .with("external_run_id", externalId)
                .with("include", "nodeConfig");
        return session
                .find(Call.get(route).reserved(), Body.OBJECT)
                .map(answer -> ActionRuns.list(answer.path("nodeRuns")))
                .orElse(List.of())
                .stream()
                .filter(run -> ActionRuns.goesOn(session, run, invocation(run)))
                .findFirst();
    }

    /** What a node run is to do: {@code {"integrationInvocationType","integrationActionExecutionProperties",…}}. */
    public static JsonNode invocation(JsonNode run) {
        return run.has("config") ? run.path("config") : run.path("node").path("config");
    }

    private static ObjectNode linked(List<String> links) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!links.isEmpty()) {
            ArrayNode list = body.putArray("links");
            links.forEach(list::add);
        }
        return body;
    }

    private static Route route(String id) {
        return Route.of("workflows", "nodes", "runs", id);
    }
}
