package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.audit.Shelf;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Transaction;
import io.atoll.catalog.internal.webhook.Outgoing;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** {@code /v1/blueprints}. */
final class BlueprintRoutes implements Routes {

    private static final List<String> OWNED = List.of("scorecard");

    private final CatalogStore store;
    private final Clock clock;

    BlueprintRoutes(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var one = Schema.named("Blueprint");
        router.get(
                        "/v1/blueprints",
                        Operation.of("List the blueprints")
                                .answers("blueprints", Schema.list("Blueprint"))
                                .by(this::list))
                .post(
                        "/v1/blueprints",
                        Operation.of("Create a blueprint")
                                .takes(Schema.named("BlueprintBody"))
                                .answers(201, "blueprint", one, "Created")
                                .by(this::create))
                .get(
                        "/v1/blueprints/{blueprint}",
                        Operation.of("Show a blueprint")
                                .answers("blueprint", one)
                                .by(this::show))
                .put(
                        "/v1/blueprints/{blueprint}",
                        Operation.of("Replace a blueprint")
                                .takes(Schema.named("BlueprintReplacement"))
                                .answers("blueprint", one)
                                .by(this::replace))
                .patch(
                        "/v1/blueprints/{blueprint}",
                        Operation.of("Replace top-level keys of a blueprint")
                                .takes(Schema.named("BlueprintChange"))
                                .answers("blueprint", one)
                                .by(this::merge))
                .delete(
                        "/v1/blueprints/{blueprint}",
                        Operation.of("Delete a blueprint that has no entities")
                                .query(Query.flag("delete_actions", "Delete its actions too"))
                                .answers()
                                .by(this::delete))
                .get(
                        "/v1/blueprints/system/{blueprint}/structure",
                        Operation.of("Show the part of a system blueprint that cannot be changed")
                                .answers("blueprint", Schema.object())
                                .by(this::structure))
                .patch(
                        "/v1/blueprints/{blueprint}/properties/{key}/rename",
                        renaming("Rename a property", "newPropertyName").by(this::renameProperty))
                .patch(
                        "/v1/blueprints/{blueprint}/relations/{key}/rename",
                        renaming("Rename a relation", "newRelationIdentifier").by(this::renameRelation))
                .patch(
                        "/v1/blueprints/{blueprint}/mirror/{key}/rename",
                        renaming("Rename a mirror property", "newMirrorName").by(this::renameMirror));
        new Permissions(store, "blueprint", Permissions.BLUEPRINT)
                .addTo(router, "/v1/blueprints/{identifier}/permissions");
    }

    private static Operation renaming(String summary, String key) {
        return Operation.of(summary)
                .takes(Schema.object(key, Schema.text()))
                .answers("blueprint", Schema.named("Blueprint"));
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
        Outgoing.check(body.path("changelogDestination"));
        return Answer.of(
                201,
                "blueprint",
                write(call, blueprints -> blueprints.create(body)).shown());
    }

    private Answer replace(Call call) throws IOException {
        var body = call.body();
        Outgoing.check(body.path("changelogDestination"));
        return Answer.ok(
                "blueprint",
                write(call, blueprints -> blueprints.replace(call.path("blueprint"), body))
                        .shown());
    }

    private Answer merge(Call call) throws IOException {
        var body = call.body();
        Outgoing.check(body.path("changelogDestination"));
        return Answer.ok(
                "blueprint",
                write(call, blueprints -> blueprints.merge(call.path("blueprint"), body))
                        .shown());
    }

    private Answer delete(Call call) {
        store.write(transaction -> {
            var blueprint = call.path("blueprint");
            blueprints(call, transaction).delete(blueprint);
            for (var kind : OWNED) {
                var shelf = new Shelf(kind);
                for (var document : shelf.all(transaction, blueprint)) {
                    shelf.delete(
                            transaction,
                            call.author(clock),
                            blueprint,
                            document.path("identifier").asText());
                }
            }
            if (call.flag("delete_actions")) {
                deleteActions(call, transaction, blueprint);
            }
            return true;
        });
        return Answer.ok();
    }

    private Answer structure(Call call) {
        var identifier = call.path("blueprint");
        return Answer.ok(
                "blueprint",
                SystemBlueprints.structure(identifier)
                        .orElseThrow(() -> Refusal.notFound("system blueprint \"" + identifier + "\" does not exist")));
    }

    private Answer renameProperty(Call call) throws IOException {
        var name = name(call, "newPropertyName");
        return renamed(call, blueprints -> blueprints.renameProperty(call.path("blueprint"), call.path("key"), name));
    }

    private Answer renameRelation(Call call) throws IOException {
        var name = name(call, "newRelationIdentifier");
        return renamed(call, blueprints -> blueprints.renameRelation(call.path("blueprint"), call.path("key"), name));
    }

    private Answer renameMirror(Call call) throws IOException {
        var name = name(call, "newMirrorName");
        return renamed(call, blueprints -> blueprints.renameMirror(call.path("blueprint"), call.path("key"), name));
    }

    private Answer renamed(Call call, Function<Blueprints, Blueprint> renaming) {
        return Answer.ok("blueprint", write(call, renaming).shown());
    }

    private static String name(Call call, String key) throws IOException {
        var name = Json.text(call.body(), key);
        if (name == null) {
            throw Refusal.invalid("the body must have required property '" + key + "', a text");
        }
        return name;
    }

    private Blueprint write(Call call, Function<Blueprints, Blueprint> change) {
        return store.write(transaction -> change.apply(blueprints(call, transaction)));
    }

    private void deleteActions(Call call, Transaction transaction, String blueprint) {
        var actions = new Shelf("action");
        for (var action : actions.all(transaction, "")) {
            if (action.path("trigger").path("blueprintIdentifier").asText().equals(blueprint)) {
                actions.delete(
                        transaction,
                        call.author(clock),
                        "",
                        action.path("identifier").asText());
            }
        }
    }

    private Blueprints blueprints(Call call, Transaction transaction) {
        return new Blueprints(transaction, call.author(clock));
    }
}
