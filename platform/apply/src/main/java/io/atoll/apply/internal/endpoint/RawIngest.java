package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;

/** Raw records, for a catalog that maps them itself. */
public final class RawIngest {

    private static final String STALE = "resync_stale";

    private final Session session;
    private final Route route;

    RawIngest(Session session, Route route) {
        this.session = session;
        this.route = route;
    }

    /**
     * Sends records.
     *
     * @param syncId the run, or the trace of a live event
     * @param batch {@code {"kind","eventType","extractionTimestamp","data":[…],"eventId"}}
     * @return false if the catalog wants no more of this run
     */
    public boolean write(String syncId, String kind, JsonNode batch) throws CatalogException, InterruptedException {
        Route one = route.to(
                "lake",
                "write",
                "integration-type",
                session.agent().id().type(),
                "integration",
                session.agent().id().instance(),
                "sync",
                syncId,
                "kind",
                kind);
        Call call = Call.repeatablePost(one, batch);
        try {
            session.send(call, Body.ANYTHING);
            return true;
        } catch (Refusal refusal) {
            if (refusal.status() == 409 && refusal.code().equals(STALE)) {
                return false;
            }
            throw session.refused(call, refusal);
        }
    }
}
