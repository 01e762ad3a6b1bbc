package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.compute.Scorecard;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.store.View;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/blueprints/{blueprint}/scorecards}, and {@code /v1/scorecards} for all of them. */
final class ScorecardRoutes implements Routes {

    private final CatalogStore store;
    private final Clock clock;

    ScorecardRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var path = "/v1/blueprints/{blueprint}/scorecards";
        var one = Schema.named("Scorecard");
        var body = Schema.named("ScorecardBody");
        router.get(
                        "/v1/scorecards",
                        Operation.of("List the scorecards of all blueprints")
                                .answers("scorecards", Schema.list("Scorecard"))
                                .by(this::all))
                .get(
                        path,
                        Operation.of("List the scorecards of a blueprint")
                                .answers("scorecards", Schema.list("Scorecard"))
                                .by(this::list))
                .post(
                        path,
                        Operation.of("Create a scorecard")
                                .takes(body)
                                .answers(201, "scorecard", one, "Created")
                                .by(this::create))
                .put(
                        path,
                        Operation.of("Make the scorecards of a blueprint exactly these")
                                .takes(Schema.list("ScorecardBody"))
                                .answers("scorecards", Schema.list("Scorecard"))
                                .by(this::replaceAll))
                .get(
                        path + "/{scorecard}",
                        Operation.of("Show a scorecard")
                                .answers("scorecard", one)
                                .by(this::show))
                .put(
                        path + "/{scorecard}",
                        Operation.of("Replace a scorecard")
                                .takes(Schema.object())
                                .answers("scorecard", one)
                                .by(this::replace))
                .delete(
                        path + "/{scorecard}",
                        Operation.of("Delete a scorecard").answers().by(this::delete));
    }

    private Answer all(Call call) {
        return Answer.list(
                "scorecards",
                store.read(view -> view.blueprints().stream()
                        .flatMap(blueprint -> of(view, blueprint.identifier()).stream())
                        .toList()));
    }

    private Answer list(Call call) {
        return Answer.list("scorecards", store.read(view -> of(view, blueprint(view, call))));
    }

    private Answer show(Call call) {
        return Answer.ok("scorecard", store.read(view -> {
            var blueprint = blueprint(view, call);
            return shown(blueprint, Scorecard.SHELF.named(view, blueprint, call.path("scorecard")));
        }));
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        return Answer.of(201, "scorecard", store.write(transaction -> put(transaction, call, body, true)));
    }

    private Answer replace(Call call) throws IOException {
        var body = call.body();
        body.put("identifier", call.path("scorecard"));
        return Answer.ok("scorecard", store.write(transaction -> put(transaction, call, body, false)));
    }

    /** Makes the scorecards of a blueprint exactly those of a list. */
    private Answer replaceAll(Call call) throws IOException {
        var bodies = new ArrayList<ObjectNode>();
        for (var body : call.items()) {
            if (!(body instanceof ObjectNode scorecard)) {
                throw Refusal.invalid("the body must be a list of scorecards");
            }
            bodies.add(scorecard);
        }
        var made = store.write(transaction -> {
            var blueprint = blueprint(transaction, call);
            var wanted = bodies.stream()
                    .map(body -> body.path("identifier").asText())
                    .toList();
            for (var old : Scorecard.SHELF.all(transaction, blueprint)) {
                var identifier = old.path("identifier").asText();
                if (!wanted.contains(identifier)) {
                    Scorecard.SHELF.delete(transaction, call.author(clock), blueprint, identifier);
                }
            }
            return bodies.stream()
                    .map(body -> put(transaction, call, body, absent(transaction, blueprint, body)))
                    .toList();
        });
        return Answer.list("scorecards", made);
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            Scorecard.SHELF.delete(
                    transaction, call.author(clock), blueprint(transaction, call), call.path("scorecard"));
            return true;
        });
        return Answer.ok();
    }

    private ObjectNode put(Transaction transaction, Call call, ObjectNode body, boolean create) {
        var blueprint = blueprint(transaction, call);
        var identifier = Scorecard.parse(body, transaction, clock).identifier();
        var made = create
                ? Scorecard.SHELF.create(transaction, call.author(clock), blueprint, identifier, body)
                : Scorecard.SHELF.replace(transaction, call.author(clock), blueprint, identifier, body);
        return shown(blueprint, made);
    }

    private static boolean absent(View view, String blueprint, ObjectNode body) {
        return Scorecard.SHELF.all(view, blueprint).stream()
                .noneMatch(known -> known.path("identifier").equals(body.path("identifier")));
    }

    private static List<ObjectNode> of(View view, String blueprint) {
        return Scorecard.SHELF.all(view, blueprint).stream()
                .map(document -> shown(blueprint, document))
                .toList();
    }

    private static ObjectNode shown(String blueprint, ObjectNode document) {
        return document.deepCopy().put("blueprint", blueprint);
    }

    private static String blueprint(View view, Call call) {
        return Blueprints.named(view, call.path("blueprint")).identifier();
    }
}
