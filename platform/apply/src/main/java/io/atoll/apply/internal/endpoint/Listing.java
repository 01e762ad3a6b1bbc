package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists the entities that carry the stamp of an integration, in whatever version it wrote them. */
public final class Listing {

    private static final Route ROUTE =
            Route.of("blueprints", "entities", "datasource-entities").with("exclude_calculated_properties", true);

    private final Session session;
    private final long longestPage;

    public Listing(Session session) {
        this(session, EntityPages.LONGEST_PAGE);
    }

    Listing(Session session, long longestPage) {
        this.session = session;
        this.longestPage = longestPage;
    }

    /**
     * Lists all of them.
     *
     * @throws CatalogException if the listing is not complete
     */
    public void all(Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        list(null, consumer);
    }

    /**
     * Lists those that were written last before a moment.
     *
     * @throws CatalogException if the listing is not complete
     */
    public void before(Instant moment, Consumer<Entity> consumer) throws CatalogException, InterruptedException {
        list(Timestamps.offset(moment), consumer);
    }

    private void list(@Nullable String before, Consumer<Entity> consumer)
            throws CatalogException, InterruptedException {
        new EntityPages(session, (limit, from) -> request(limit, before, from), longestPage)
                .all(session.limits().pageSize(), consumer);
    }

    private Call request(int limit, @Nullable String before, @Nullable String from) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("datasource_prefix", session.agent().prefix())
                .put("datasource_suffix", session.agent().suffix())
                .put("limit", limit);
        if (before != null) {
            body.put("before", before);
        }
        if (from != null) {
            body.put("from", from);
        }
        return Call.repeatablePost(ROUTE, body).owning();
    }
}
