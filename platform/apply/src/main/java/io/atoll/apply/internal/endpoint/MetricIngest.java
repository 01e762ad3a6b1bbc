package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.List;

/** The figures of runs, which the catalog shows while they go on. */
public final class MetricIngest {

    /** How the platform is installed, from the catalog's point of view. */
    private static final String INSTALLATION = "OnPrem";

    private final Session session;
    private final Route route;

    MetricIngest(Session session, Route route) {
        this.session = session;
        this.route = route;
    }

    /** Tells the figures of several resources. */
    public void report(List<KindMetrics> metrics) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("syncKindsMetrics");
        metrics.forEach(one -> list.add(one.json(session, INSTALLATION)));
        session.require(Call.repeatablePost(route.to("syncMetrics"), body), Body.ANYTHING);
    }

    /** Replaces the figures of one resource. */
    public void replace(KindMetrics metrics) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("syncKindMetrics", metrics.json(session, INSTALLATION));
        Route one = route.to("syncMetrics", "resync", metrics.runId(), "kind", metrics.label());
        session.require(Call.put(one, body), Body.ANYTHING);
    }

    /** Says that a run goes on. */
    public void heartbeat(String runId) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("eventId", runId);
        session.require(Call.repeatablePost(route.to("heartbeat"), body), Body.ANYTHING);
    }
}
