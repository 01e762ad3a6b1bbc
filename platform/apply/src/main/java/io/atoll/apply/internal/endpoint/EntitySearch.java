package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Unrepeatable;
import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds entities by a query, which is a group of rules: {@code {"combinator":"and","rules":[{"property","operator","value"},…]}}.
 *
 * <p>What is included are paths into the entity: {@code blueprint}, {@code identifier}, {@code title}, {@code properties.x},
 * {@code relations.y}.
 */
public final class EntitySearch {

    private static final List<String> NAME = List.of("blueprint", "identifier");
    private static final Route ROUTE = Route.of("entities", "search").with("exclude_calculated_properties", true);
    private static final int LARGEST_PAGE = 1000;

    private final Session session;

    public EntitySearch(Session session) {
        this.session = session;
    }

    /** The query for one entity. */
    public static ObjectNode named(Entity.Ref ref) {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("combinator", "and");
        ArrayNode rules = query.putArray("rules");
        rule(rules, "$identifier", "=", ref.identifier());
        rule(rules, "$blueprint", "=", ref.blueprint());
        return query;
    }

    /** The query for some entities of a blueprint; their number is to be small, as the answer has no pages. */
    public static ObjectNode named(String blueprint, Collection<String> identifiers) {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("combinator", "and");
        ArrayNode rules = query.putArray("rules");
        ArrayNode value = rules.addObject()
                .put("property", "$identifier")
                .put("operator", "in")
                .putArray("value");
        identifiers.forEach(value::add);
        rule(rules, "$blueprint", "=", blueprint);
        return query;
    }

    /** Finds entities, whoever owns them; without pages, so the query is to be a narrow one. */
    public List<Entity> find(ObjectNode query, List<String> include) throws CatalogException, InterruptedException {
        Route route = ROUTE;
        for (String path : include.isEmpty() ? NAME : include) {
            route = route.with("include", path);
        }
        return find(route, query);
    }

    private List<Entity> find(Route route, ObjectNode query) throws CatalogException, InterruptedException {
        return session.require(Call.repeatablePost(route, query).owning(), parser -> {
            JsonNode answer = Body.OBJECT.read(parser);
            if (!answer.path("ok").asBoolean() || !answer.path("entities").isArray()) {
                throw new Unrepeatable("the search does not say ok:true, or holds no entities");
            }
            List<Entity> entities = new ArrayList<>();
            for (JsonNode entity : answer.path("entities")) {
                entities.add(EntityWire.read(entity));
            }
            return entities;
        });
    }

    /** Finds entities that carry the stamp of this integration. */
    public List<Entity> findOwned(ObjectNode query, List<String> include)
            throws CatalogException, InterruptedException {
        return find(owned(query), include);
    }

    /** Finds entities that carry the stamp of this integration, with all of their fields but the calculated ones. */
    public List<Entity> findOwnedWhole(ObjectNode query) throws CatalogException, InterruptedException {
        return find(ROUTE, owned(query));
    }

    private ObjectNode owned(ObjectNode query) {
        ObjectNode owned = query.deepCopy();
        ArrayNode rules = owned.withArray("rules");
        rule(rules, "$datasource", "contains", session.agent().prefix());
        rule(rules, "$datasource", "contains", session.agent().suffix());
        return owned;
    }

    /**
     * Reads entities of one blueprint, page by page, whoever owns them.
     *
     * @throws CatalogException if the listing is not complete
     */
    public void each(String blueprint, ObjectNode query, Consumer<Entity> consumer)
            throws CatalogException, InterruptedException {
        Route route = Route.of("blueprints", blueprint, "entities", "search");
        int limit = Math.min(LARGEST_PAGE, session.limits().pageSize());
        new EntityPages(
                        session,
                        (size, from) -> {
                            ObjectNode body = JsonNodeFactory.instance.objectNode();
                            body.set("query", query);
                            body.put("limit", size);
                            if (from != null) {
                                body.put("from", from);
                            }
                            return Call.repeatablePost(route, body).owning();
                        },
                        EntityPages.LONGEST_PAGE)
                .all(limit, consumer);
    }

    private static void rule(ArrayNode rules, String property, String operator, String value) {
        rules.addObject().put("property", property).put("operator", operator).put("value", value);
    }
}
