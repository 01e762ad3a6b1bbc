package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of actions that the catalog wants the integration to execute, as documents: {@code {"id","status","action","payload",…}}. */
public final class ActionRuns {

    private static final int CONFLICT = 409;

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
        return acknowledge(session, Route.of("actions", "runs", "ack"), body);
    }

    /** Says where it is executed. */
    public void started(String id, String link, String externalId) throws CatalogException, InterruptedException {
        change(id, JsonNodeFactory.instance.objectNode().put("link", link).put("externalRunId", externalId));
    }

    /** Says how it ended. */
    public void ended(String id, boolean success) throws CatalogException, InterruptedException {
        change(id, JsonNodeFactory.instance.objectNode().put("status", success ? "SUCCESS" : "FAILURE"));
    }

    /** Writes a line into its log. */
    public void log(String id, String message) throws CatalogException, InterruptedException {
        session.require(
                Call.post(
                        route(id).to("logs"),
                        JsonNodeFactory.instance.objectNode().put("message", message)),
                Body.DONE);
    }

    /** The run that was {@linkplain #started started} under an id of the third party. */
    public Optional<JsonNode> find(String externalId) throws CatalogException, InterruptedException {
        Route route = Route.of("actions", "runs").with("version", "v2").with("external_run_id", externalId);
        return list(session.require(Call.get(route), Body.OBJECT).path("runs")).stream()
                .findFirst();
    }

    /** Acknowledges a run or node run; false if somebody else has it. */
    static boolean acknowledge(Session session, Route route, ObjectNode body)
            throws CatalogException, InterruptedException {
        Call call = Call.patch(route, body).reserved();
        try {
            session.send(call, Body.DONE);
            return true;
        } catch (Refusal refusal) {
            if (refusal.status() == CONFLICT) {
                return false;
            }
            throw session.refused(call, refusal);
        }
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private void change(String id, ObjectNode body) throws CatalogException, InterruptedException {
        session.require(Call.patch(route(id), body), Body.DONE);
    }

    private static Route route(String id) {
        return Route.of("actions", "runs", id);
    }
}
