package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.View;
import java.io.IOException;
import java.time.Clock;

/** Scorecards and pages: documents that are kept and given back, and have no effect here yet. */
final class KeptRoutes implements Routes {

    private final CatalogStore store;
    private final Clock clock;

    KeptRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Handler> router) {
        add(router, "/v1/pages", "page", "pages");
        add(router, "/v1/blueprints/{blueprint}/scorecards", "scorecard", "scorecards");
    }

    private void add(Router.Builder<Handler> router, String path, String one, String many) {
        router.get(path, call -> list(call, one, many))
                .post(path, call -> create(call, one))
                .get(path + "/{identifier}", call -> show(call, one))
                .put(path + "/{identifier}", call -> replace(call, one))
                .delete(path + "/{identifier}", call -> delete(call, one));
    }

    private Answer list(Call call, String kind, String key) {
        var list = Json.array();
        store.read(view -> view.documents(kind, scope(view, call))).values().forEach(list::add);
        return Answer.ok(key, list);
    }

    private Answer show(Call call, String kind) {
        var document = store.read(view -> view.document(kind, scope(view, call) + call.path("identifier")))
                .orElseThrow(() -> unknown(call, kind));
        return Answer.ok(kind, document);
    }

    private Answer create(Call call, String kind) throws IOException {
        var body = call.body();
        var identifier = Names.entity(body.path("identifier").asText(Names.random(kind.charAt(0) + "_", 16)));
        var document = stamped(body, identifier, Json.time(clock.instant()));
        store.write(transaction -> {
            var name = scope(transaction, call) + identifier;
            if (transaction.document(kind, name).isPresent()) {
                throw Refusal.of(409, "identifier_taken", kind + " identifier \"" + identifier + "\" is already taken");
            }
            transaction.putDocument(kind, name, document);
            return true;
        });
        return new Answer.Document(
                201, Json.object().put("ok", true).put("identifier", identifier).set(kind, document));
    }

    private Answer replace(Call call, String kind) throws IOException {
        var body = call.body();
        var document = store.write(transaction -> {
            var name = scope(transaction, call) + call.path("identifier");
            var before = transaction.document(kind, name).orElseThrow(() -> unknown(call, kind));
            var after = stamped(
                    body, call.path("identifier"), before.path("createdAt").asText());
            transaction.putDocument(kind, name, after);
            return after;
        });
        return Answer.ok(kind, document);
    }

    private Answer delete(Call call, String kind) {
        store.write(transaction -> {
            if (!transaction.deleteDocument(kind, scope(transaction, call) + call.path("identifier"))) {
                throw unknown(call, kind);
            }
            return true;
        });
        return Answer.ok();
    }

    private ObjectNode stamped(ObjectNode body, String identifier, String createdAt) {
        return body.deepCopy()
                .put("identifier", identifier)
                .put("createdAt", createdAt)
                .put("updatedAt", Json.time(clock.instant()));
    }

    /** What stands before the identifier in the store: the blueprint, where the path has one. */
    private static String scope(View view, Call call) {
        var blueprint = call.path().get("blueprint");
        return blueprint == null ? "" : Blueprints.named(view, blueprint).identifier() + "\n";
    }

    private static Refusal unknown(Call call, String kind) {
        return Refusal.notFound(kind + " \"" + call.path("identifier") + "\" does not exist");
    }
}
