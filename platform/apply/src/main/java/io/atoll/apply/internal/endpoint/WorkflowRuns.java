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

    /** Takes node runs; they are to be acknowledged before they are executed. */
    public List<JsonNode> claim(Claim claim) throws CatalogException, InterruptedException {
        Call call = Call.post(Route.of("workflows", "runs", "claim-pending"), claim.json(session))
                .reserved();
        return ActionRuns.list(session.require(call, Body.OBJECT).path("nodeRuns"));
    }

    /** Acknowledges one; false if somebody else has it. */
    public boolean acknowledge(String id) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("nodeRunIdentifier", id);
        return ActionRuns.acknowledge(session, Route.of("workflows", "runs", "ack"), body);
    }

    /** Says where it is executed. */
    public void started(String id, String link, String externalId) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("status", "IN_PROGRESS")
                .put("externalRunId", externalId);
        body.putObject("output").put("workflowRunUrl", link);
        body.putArray("links").add(link);
        change(id, body);
    }

    /**
     * Says how it ended.
     *
     * @param output what later nodes get; {@code null} for nothing
     */
    public void ended(String id, boolean success, @Nullable JsonNode output)
            throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("status", "COMPLETED")
                .put("result", success ? "SUCCESS" : "FAILED");
        if (output != null) {
            body.set("output", output);
        }
        change(id, body);
    }

    /** Writes a line into its log. */
    public void log(String id, Level level, String message) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode logs = body.putArray("logs");
        logs.addObject().put("level", level.name()).put("message", message);
        session.require(Call.post(route(id).to("logs"), body), Body.DONE);
    }

    /** The node run that was {@linkplain #started started} under an id of the third party. */
    public Optional<JsonNode> find(String externalId) throws CatalogException, InterruptedException {
        Route route = Route.of("workflows", "nodes", "runs")
                .with("external_run_id", externalId)
                .with("include", "nodeConfig");
        return ActionRuns.list(
                        session.require(Call.get(route).reserved(), Body.OBJECT).path("nodeRuns"))
                .stream()
                .findFirst();
    }

    private void change(String id, ObjectNode body) throws CatalogException, InterruptedException {
        session.require(Call.patch(route(id), body), Body.DONE);
    }

    private static Route route(String id) {
        return Route.of("workflows", "nodes", "runs", id);
    }
}
