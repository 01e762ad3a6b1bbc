package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.action.Actions;
import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Names;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;

/** {@code /v1/actions}: the actions themselves. */
final class ActionRoutes implements Routes {

    private static final Shelf ACTIONS = new Shelf("action");

    private final CatalogStore store;
    private final Clock clock;

    ActionRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.get(
                        "/v1/actions",
                        Operation.of("List the actions")
                                .answers("actions", Schema.list("Action"))
                                .by(this::list))
                .post(
                        "/v1/actions",
                        Operation.of("Create an action")
                                .takes(Schema.named("ActionBody"))
                                .answers(201, "action", Schema.named("Action"), "Created")
                                .by(this::create))
                .get(
                        "/v1/actions/{action}",
                        Operation.of("Show an action")
                                .answers("action", Schema.named("Action"))
                                .by(this::show))
                .put(
                        "/v1/actions/{action}",
                        Operation.of("Replace an action")
                                .takes(Schema.named("ActionReplacement"))
                                .answers("action", Schema.named("Action"))
                                .by(this::replace))
                .delete(
                        "/v1/actions/{action}",
                        Operation.of("Delete an action").answers().by(this::delete));
        new Permissions(store, "action", Permissions.ACTION).addTo(router, "/v1/actions/{identifier}/permissions");
    }

    private Answer list(Call call) {
        return Answer.list("actions", store.read(view -> ACTIONS.all(view, "")));
    }

    private Answer show(Call call) {
        return Answer.ok("action", store.read(view -> ACTIONS.named(view, "", call.path("action"))));
    }

    private Answer create(Call call) throws IOException {
        var body = call.body();
        Actions.check(body);
        var identifier = Names.entity(body.path("identifier").asText());
        return Answer.of(
                201,
                "action",
                store.write(transaction -> ACTIONS.create(transaction, call.author(clock), "", identifier, body)));
    }

    private Answer replace(Call call) throws IOException {
        var body = call.body();
        if (!body.has("identifier")) {
            body.put("identifier", call.path("action"));
        }
        Actions.check(body);
        return Answer.ok(
                "action",
                store.write(transaction ->
                        ACTIONS.replace(transaction, call.author(clock), "", call.path("action"), body)));
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            ACTIONS.delete(transaction, call.author(clock), "", call.path("action"));
            return true;
        });
        return Answer.ok();
    }
}
