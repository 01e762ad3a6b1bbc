package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Fields;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Candidate;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.search.Rule;
import io.atoll.catalog.internal.search.RuleParser;
import io.atoll.catalog.internal.search.Walk;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** {@code …/entities/group} and {@code …/entities/top-search}: searches in one blueprint that look at all matches before they answer. */
final class GroupRoutes implements Routes {

    private static final int MOST_VALUES = 10_000;

    private final CatalogStore store;
    private final Clock clock;
    private final Derivation derivation;

    GroupRoutes(CatalogStore store, Clock clock, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/blueprints/{blueprint}/entities/";
        var groups = Schema.with(
                Schema.answer("groups", Schema.list("Group")),
                "hasMoreGroups",
                Json.object().put("type", "boolean"));
        var top = Schema.with(
                Schema.answer("entities", Schema.list("PartOfEntity")),
                "hasMoreEntities",
                Json.object().put("type", "boolean"));
        router.post(
                        path + "group",
                        Operation.of("Count the matches of a search by the value of a property")
                                .takes(Schema.named("Grouping"))
                                .answers(200, "The groups, the biggest first", groups)
                                .by(this::group))
                .post(
                        path + "top-search",
                        Operation.of("Find entities of a blueprint, the first ones in an order")
                                .query(Parameters.ofPresentation())
                                .takes(Schema.named("SortedSearch"))
                                .answers(200, "The first matches", top)
                                .by(this::top));
    }

    private Answer group(Call call) throws IOException {
        var body = call.body();
        var property = body.path("groupBy").isObject() ? body.path("groupBy").path("property") : body.path("groupBy");
        if (!property.isTextual()) {
            throw Refusal.invalid("the body must have required property 'groupBy', a property");
        }
        var limit = SearchRoutes.limit(body);
        var counts = new HashMap<JsonNode, Integer>();
        var walk = walk(call, body);
        while (!walk.done()) {
            store.read(view -> {
                walk.next(view).forEach(match -> counts.merge(match.value(property.textValue()), 1, Integer::sum));
                return true;
            });
            if (counts.size() > MOST_VALUES) {
                throw Refusal.invalid("\"" + property.textValue() + "\" has more than " + MOST_VALUES + " values");
            }
        }
        Comparator<Map.Entry<JsonNode, Integer>> bySize = Map.Entry.comparingByValue();
        var groups = counts.entrySet().stream()
                .sorted(bySize.reversed().thenComparing(group -> group.getKey().toString()))
                .limit(limit)
                .map(group -> Json.object().put("count", group.getValue()).<ObjectNode>set("value", group.getKey()))
                .toList();
        var answer = Json.object().put("ok", true).put("hasMoreGroups", counts.size() > limit);
        answer.putArray("groups").addAll(groups);
        return new Answer.Document(200, answer);
    }

    private Answer top(Call call) throws IOException {
        var body = call.body();
        var limit = SearchRoutes.limit(body);
        var fields = Fields.ofKeys(Json.texts(body.get("include")), Json.texts(body.get("exclude")));
        var presentation = Parameters.presentation(call, fields);
        var order = order(body.path("sort"));
        var best = new PriorityQueue<Found>(order.reversed());
        var walk = walk(call, body);
        var matches = 0L;
        while (!walk.done()) {
            matches += store.read(view -> {
                var page = walk.next(view);
                var derived = derivation.in(view);
                for (var match : page) {
                    best.add(new Found(
                            keys(match, body.path("sort")),
                            match.entity().identifier(),
                            presentation.of(match.entity(), match.blueprint(), derived)));
                    if (best.size() > limit) {
                        best.remove();
                    }
                }
                return page.size();
            });
        }
        var answer = Json.object().put("ok", true).put("hasMoreEntities", matches > limit);
        answer.putArray("entities")
                .addAll(best.stream().sorted(order).map(Found::entity).toList());
        return new Answer.Document(200, answer);
    }

    private Walk walk(Call call, JsonNode body) {
        return store.read(view -> {
            var blueprint = Blueprints.named(view, call.path("blueprint")).identifier();
            var rule = body.hasNonNull("query")
                    ? new RuleParser(view, call.client(), clock).parse(body.path("query"))
                    : new Rule.All(List.of());
            return new Walk(rule, List.of(blueprint), null, clock, derivation);
        });
    }

    private static List<JsonNode> keys(Candidate match, JsonNode sort) {
        return sort.valueStream()
                .map(by -> match.value(by.path("property").asText()))
                .toList();
    }

    /** By the keys in turn, what is null last, and by identifier in the end. */
    private static Comparator<Found> order(JsonNode sort) {
        Comparator<Found> order = Comparator.comparingInt(found -> 0);
        for (var i = 0; i < sort.size(); i++) {
            var key = i;
            if (!sort.path(key).path("property").isTextual()) {
                throw Refusal.invalid("\"sort\" must be a list of {\"property\": …, \"order\": \"asc\" or \"desc\"}");
            }
            Comparator<JsonNode> values = GroupRoutes::compare;
            var directed = sort.path(key).path("order").asText().equals("desc") ? values.reversed() : values;
            order = order.thenComparing(
                    found -> found.keys().get(key),
                    Comparator.<JsonNode>comparingInt(value -> value instanceof NullNode ? 1 : 0)
                            .thenComparing(directed));
        }
        return order.thenComparing(Found::identifier);
    }

    private static int compare(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : left.asText().compareTo(right.asText());
    }

    /**
     * A match.
     *
     * @param keys what it is sorted by
     * @param identifier its identifier
     * @param entity as it is shown
     */
    private record Found(List<JsonNode> keys, String identifier, ObjectNode entity) {}
}
