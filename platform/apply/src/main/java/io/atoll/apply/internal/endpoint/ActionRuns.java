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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of actions that the catalog wants the integration to execute, as documents: {@code {"id","status","action","payload",…}}. */
public final class ActionRuns {

    private final Session session;

    public ActionRuns(Session session) {
        this.session = session;
    }

    /** Takes runs; they are to be acknowledged before they are executed. */
    public List<JsonNode> claim(Claim claim) throws CatalogException, InterruptedException {
        Call call = Call.post(Route.of("actions", "runs", "claim-pending"), claim.json(session))
                .reserved();
        return list(session.require(call, Body.OBJECT).path("runs"));
    }

    /** Acknowledges one; false if somebody else has it. */
    public boolean acknowledge(String id) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("runId", id);
        return new Acknowledgement(session, Route.of("actions", "runs", "ack"), body).send();
    }

    /** Says where it is executed; false if it has ended before, or is not known. */
    public boolean started(String id, List<String> links, String externalId)
            throws CatalogException, InterruptedException {
        return Acknowledgement.unlessOver(session, change(id, linked(links).put("externalRunId", externalId)));
    }

    /** Says how it ended; false if it has ended before, or is not known. */
    public boolean ended(String id, boolean success, List<String> links) throws CatalogException, InterruptedException {
        Call call = change(id, linked(links).put("status", success ? "SUCCESS" : "FAILURE"));
        return Acknowledgement.unlessOver(session, call);
    }

    /** Writes a line into its log. */
    public void log(String id, String message) throws CatalogException, InterruptedException {
        session.require(
                Call.post(
                        route(id).to("logs"),
                        JsonNodeFactory.instance.objectNode().put("message", message)),
                Body.DONE);
    }

    /** The run of this installation that was {@linkplain #started started} under an id of the third party, and goes on. */
    public Optional<JsonNode> find(String externalId) throws CatalogException, InterruptedException {
        Route route = Route.of("actions", "runs").with("version", "v2").with("external_run_id", externalId);
        return list(session.require(Call.get(route), Body.OBJECT).path("runs")).stream()
                .filter(run -> goesOn(session, run, run.path("payload")))
                .findFirst();
    }

    /** Whether a run or node run goes on, and is one of this installation. */
    static boolean goesOn(Session session, JsonNode run, JsonNode invocation) {
        String here = session.agent().id().instance();
        return run.path("status").asText("IN_PROGRESS").equals("IN_PROGRESS")
                && invocation.path("installationId").asText(here).equals(here);
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static Call change(String id, ObjectNode body) {
        return Call.patch(route(id), body);
    }

    /** One link is a text, several are a list. */
    private static ObjectNode linked(List<String> links) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (links.size() == 1) {
            body.put("link", links.getFirst());
        } else if (!links.isEmpty()) {
            ArrayNode list = body.putArray("link");
            links.forEach(list::add);
        }
        return body;
    }

    private static Route route(String id) {
        return Route.of("actions", "runs", id);
    }
}
