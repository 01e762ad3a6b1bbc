package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.entity.Fields;
import io.atoll.catalog.internal.entity.Presentation;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Blueprint;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists, counts and searches of entities. */
final class SearchRoutes implements Routes {

    private static final Rule EVERYTHING = new Rule.All(List.of());
    private static final int LIMIT = 200;
    private static final int MOST = 1000;

    private final CatalogStore store;
    private final Clock clock;
    private final Derivation derivation;

    SearchRoutes(CatalogStore store, Clock clock, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/blueprints/{blueprint}/";
        var search = Operation.of("Find entities in all blueprints")
                .query(Parameters.ofPresentation())
                .takes(Schema.named("Rules"));
        var found = Schema.answer("entities", Schema.list("PartOfEntity"));
        router.post(
                        "/v1/entities/search",
                        search.answers(
                                        200,
                                        "The entities",
                                        Schema.with(found.deepCopy(), "matchingBlueprints", Schema.list(Schema.text())))
                                .by(this::search))
                .get(
                        path + "entities",
                        Operation.of("List the entities of a blueprint")
                                .query(Parameters.ofPresentation())
                                .answers("entities", Schema.list("PartOfEntity"))
                                .by(this::list))
                .get(
                        path + "entities-count",
                        Operation.of("Count the entities of a blueprint")
                                .answers("count", Schema.whole())
                                .by(this::count))
                .post(
                        path + "entities/search",
                        Operation.of("Find entities of a blueprint, in pages")
                                .query(Parameters.ofPresentation())
                                .mayTake(Schema.named("BlueprintSearch"))
                                .answers(
                                        200,
                                        "The entities; without next, these were the last",
                                        Schema.named("FoundEntities"))
                                .by(this::searchBlueprint))
                .post(
                        path + "entities/search/count",
                        Operation.of("Count the matches of a search")
                                .mayTake(Schema.named("BlueprintSearch"))
                                .answers("count", Schema.whole())
                                .by(this::countMatches));
    }

    private Answer count(Call call) {
        var count = store.read(view ->
                view.count(Blueprints.named(view, call.path("blueprint")).identifier()));
        return Answer.ok("count", Json.MAPPER.getNodeFactory().numberNode(count));
    }

    private Answer list(Call call) {
        var blueprint = existing(call);
        var presentation = Parameters.presentation(call);
        return new Answer.Streamed(json -> {
            json.writeArrayFieldStart("entities");
            writeAll(json, walk(EVERYTHING, List.of(blueprint), null), presentation);
            json.writeEndArray();
        });
    }

    private Answer search(Call call) throws IOException {
        var body = call.body();
        var rule = store.read(view -> new RuleParser(view, call.client(), clock).parse(body));
        var presentation = Parameters.presentation(call);
        var blueprints = store.read(view -> view.blueprints()).stream()
                .map(Blueprint::identifier)
                .toList();
        return new Answer.Streamed(json -> {
            json.writeArrayFieldStart("entities");
            var matching = writeAll(json, walk(rule, blueprints, null), presentation);
            json.writeEndArray();
            json.writeArrayFieldStart("matchingBlueprints");
            for (var blueprint : matching) {
                json.writeString(blueprint);
            }
            json.writeEndArray();
        });
    }

    private Answer countMatches(Call call) throws IOException {
        var blueprint = existing(call);
        var walk = walk(rule(call, call.body()), List.of(blueprint), null);
        var count = 0L;
        while (!walk.done()) {
            count += store.read(walk::next).size();
        }
        return Answer.ok("count", Json.MAPPER.getNodeFactory().numberNode(count));
    }

    private Answer searchBlueprint(Call call) throws IOException {
        var blueprint = existing(call);
        var body = call.body();
        var limit = limit(body);
        var fields = Fields.ofKeys(Json.texts(body.get("include")), Json.texts(body.get("exclude")));
        var presentation = Parameters.presentation(call, fields);
        var after = body.hasNonNull("from")
                ? Cursor.read(body.path("from").asText(), 1).get(0)
                : null;
        var walk = walk(rule(call, body), List.of(blueprint), after);
        return new Answer.Streamed(json -> {
            json.writeArrayFieldStart("entities");
            var last = writeSome(json, walk, presentation, limit);
            json.writeEndArray();
            if (last != null) {
                json.writeStringField("next", Cursor.write(last));
            }
        });
    }

    /** Writes every match and says in which blueprints there were some. */
    private Collection<String> writeAll(JsonGenerator json, Walk walk, Presentation presentation) throws IOException {
        var matching = new TreeSet<String>();
        while (!walk.done()) {
            for (var shown : next(walk, presentation)) {
                matching.add(shown.blueprint());
                json.writeTree(shown.entity());
            }
        }
        return matching;
    }

    /** Writes matches up to a limit; the identifier of the last one if more follow, else null. */
    private @Nullable String writeSome(JsonGenerator json, Walk walk, Presentation presentation, int limit)
            throws IOException {
        var written = 0;
        String last = null;
        while (!walk.done()) {
            for (var shown : next(walk, presentation)) {
                if (written == limit) {
                    return last;
                }
                json.writeTree(shown.entity());
                last = shown.identifier();
                written++;
            }
        }
        return null;
    }

    private List<Shown> next(Walk walk, Presentation presentation) {
        return store.read(view -> {
            var derived = derivation.in(view);
            var shown = new ArrayList<Shown>();
            for (Candidate match : walk.next(view)) {
                var entity = match.entity();
                shown.add(new Shown(
                        match.blueprint().identifier(),
                        entity.identifier(),
                        presentation.of(entity, match.blueprint(), derived)));
            }
            return shown;
        });
    }

    private Walk walk(Rule rule, Collection<String> blueprints, @Nullable String after) {
        return new Walk(rule, blueprints, after, clock, derivation);
    }

    private String existing(Call call) {
        return store.read(view -> Blueprints.named(view, call.path("blueprint")))
                .identifier();
    }

    private Rule rule(Call call, JsonNode body) {
        return body.hasNonNull("query")
                ? store.read(view -> new RuleParser(view, call.client(), clock).parse(body.path("query")))
                : EVERYTHING;
    }

    /** How many entities a search asks for. */
    static int limit(JsonNode body) {
        if (!body.hasNonNull("limit")) {
            return LIMIT;
        }
        var limit = body.path("limit");
        if (!limit.isInt() || limit.intValue() < 1 || limit.intValue() > MOST) {
            throw Refusal.invalid("\"limit\" must be a whole number from 1 to " + MOST);
        }
        return limit.intValue();
    }

    private record Shown(String blueprint, String identifier, ObjectNode entity) {}
}
