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

/** Raw records of a kind, which the catalog shows to those who write mappings. */
public final class Examples {

    /** How many the catalog is given of a kind. */
    public static final int MOST = 5;

    private final Session session;

    public Examples(Session session) {
        this.session = session;
    }

    /**
     * Replaces the examples of a kind.
     *
     * @param records without secrets; only the first {@value #MOST} are sent
     */
    public void show(String kind, List<JsonNode> records) throws CatalogException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode examples = body.putArray("examples");
        records.stream().limit(MOST).forEach(examples::add);
        Route route = Route.of("integration", session.agent().id().instance(), "kinds", kind, "examples");
        session.require(Call.repeatablePost(route, body), Body.DONE);
    }
}
