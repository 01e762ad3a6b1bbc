package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;

/** {@code /v1/blueprints}. */
final class BlueprintRoutes implements Routes {

    private final CatalogStore store;
    private final Clock clock;

    BlueprintRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Handler> router) {
        router.get("/v1/blueprints", this::list)
                .post("/v1/blueprints", this::create)
                .get("/v1/blueprints/{blueprint}", this::show)
                .put("/v1/blueprints/{blueprint}", this::replace)
                .patch("/v1/blueprints/{blueprint}", this::merge)
                .delete("/v1/blueprints/{blueprint}", this::delete);
    }

    private Answer list(Call call) {
        var list = Json.array();
        store.read(view -> view.blueprints()).forEach(blueprint -> list.add(blueprint.shown()));
        return Answer.ok("blueprints", list);
    }

    private Answer show(Call call) {
        return Answer.ok(
                "blueprint",
                store.read(view -> Blueprints.named(view, call.path("blueprint")))
                        .shown());
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        return Answer.of(
                201,
                "blueprint",
                write(call, blueprints -> blueprints.create(body)).shown());
    }

    private Answer replace(Call call) throws IOException {
        var body = call.body();
        return Answer.ok(
                "blueprint",
                write(call, blueprints -> blueprints.replace(call.path("blueprint"), body))
                        .shown());
    }

    private Answer merge(Call call) throws IOException {
        var body = call.body();
        return Answer.ok(
                "blueprint",
                write(call, blueprints -> blueprints.merge(call.path("blueprint"), body))
                        .shown());
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            blueprints(call, transaction).delete(call.path("blueprint"));
            return true;
        });
        return Answer.ok();
    }

    private Blueprint write(Call call, Function<Blueprints, Blueprint> change) {
        return store.write(transaction -> change.apply(blueprints(call, transaction)));
    }

    private Blueprints blueprints(Call call, Transaction transaction) {
        return new Blueprints(transaction, call.author(clock));
    }
}
